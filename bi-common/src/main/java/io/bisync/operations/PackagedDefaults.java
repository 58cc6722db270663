package io.bisync.operations;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.env.DefaultPropertiesPropertySource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.io.ClassPathResource;

/**
 * Gives every service of the suite the defaults of {@code bisync-defaults.yml}, below everything that a service or a person
 * says. An import would not do: what a file imports outranks the file. Another application gets one thing: Nacos is asked only
 * where a server is named.
 */
final class PackagedDefaults implements EnvironmentPostProcessor, Ordered {

    private static final String FILE = "bisync-defaults.yml";
    private static final String NACOS_ENABLED = "spring.cloud.nacos.config.enabled";
    private static final String NACOS_IMPORT_CHECK = "spring.cloud.nacos.config.import-check.enabled";

    /** Whether Nacos' client speaks TLS. */
    static final String NACOS_TLS = "nacos.remote.client.rpc.tls.enable";

    /** Nacos' client over TLS believes every server by default, one whose certificate is over too. It reads the JVM's own. */
    private static final String NACOS_TRUSTS_ALL = "nacos.remote.client.rpc.tls.trustAll";

    /** Before the configuration files are read, because whether Nacos is asked is decided while they are. */
    @Override
    public int getOrder() {
        return ConfigDataEnvironmentPostProcessor.ORDER - 1;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, @Nullable SpringApplication application) {
        var defaults = new HashMap<String, Object>();
        if (isSuiteService(application)) {
            addFile(defaults);
            System.getProperties().putIfAbsent(NACOS_TRUSTS_ALL, "false");
            NacosAddress.check(environment);
        }
        defaults.put(NACOS_ENABLED, environment.containsProperty(NacosRules.SERVER));
        defaults.put(NACOS_IMPORT_CHECK, false);
        keepWhatTheApplicationSaid(environment, defaults);
        DefaultPropertiesPropertySource.addOrMerge(defaults, environment.getPropertySources());
    }

    private static boolean isSuiteService(@Nullable SpringApplication application) {
        return application != null
                && application.getAllSources().stream()
                        .anyMatch(it -> it instanceof Class<?> type && type.isAnnotationPresent(SuiteService.class));
    }

    private static void addFile(Map<String, Object> defaults) {
        try {
            var resource = new ClassPathResource(FILE, PackagedDefaults.class);
            for (var source : new YamlPropertySourceLoader().load(FILE, resource)) {
                if (source instanceof EnumerablePropertySource<?> values) {
                    for (var name : values.getPropertyNames()) {
                        defaults.put(name, values.getProperty(name));
                    }
                }
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static void keepWhatTheApplicationSaid(ConfigurableEnvironment environment, Map<String, Object> defaults) {
        if (environment.getPropertySources().get(DefaultPropertiesPropertySource.NAME)
                instanceof EnumerablePropertySource<?> said) {
            for (var name : said.getPropertyNames()) {
                defaults.remove(name);
            }
        }
    }
}
