package io.bisync.operations;

import io.bisync.settings.RefusedByList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;

/**
 * Right after the settings were read, at a start and at every refresh: takes out what Nacos may not set; and at a start that
 * could not read its data id, puts the last good values where it would be.
 */
final class NacosRules implements EnvironmentPostProcessor, Ordered {

    static final String SERVER = "spring.cloud.nacos.config.server-addr";

    private static final String CONFIG_FILE = "Config resource";
    private static final String REFRESH = "refreshArgs";

    @Override
    public int getOrder() {
        return ConfigDataEnvironmentPostProcessor.ORDER + 1;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (!environment.containsProperty(SERVER)) {
            return;
        }
        // Again, for an address that stands in a file.
        NacosAddress.check(environment);
        var ids = DataId.imported(environment);
        var settings = settings(environment, ids);
        var allowed = new AllowedKeys(settings.keys());
        var sources = environment.getPropertySources();
        for (var id : ids) {
            if (!sources.contains(REFRESH) && id.sources(environment).isEmpty()) {
                new LastGood().find(id).forEach(it -> addWhereNacosIs(sources, it));
                if (settings.required() && id.sources(environment).isEmpty()) {
                    throw new NacosRequiredException(id.id(), id.group());
                }
            }
            Map<String, String> refused = new TreeMap<>();
            for (var source : id.sources(environment)) {
                sources.replace(source.getName(), allowed.filter(source, refused));
            }
            sources.addLast(new RefusedByList(id.sourceName(), refused));
        }
    }

    /** As everybody but Nacos says. */
    static NacosProperties settings(ConfigurableEnvironment environment, List<DataId> ids) {
        List<PropertySource<?>> others = new ArrayList<>();
        for (var source : environment.getPropertySources()) {
            if (!ConfigurationPropertySources.isAttachedConfigurationPropertySource(source)
                    && ids.stream().noneMatch(it -> source.getName().startsWith(it.sourceName()))) {
                others.add(source);
            }
        }
        return new Binder(ConfigurationPropertySources.from(others)).bindOrCreate("bi.nacos", NacosProperties.class);
    }

    /** Below the environment, above the application's own files. */
    private static void addWhereNacosIs(MutablePropertySources sources, PropertySource<?> kept) {
        for (var source : sources) {
            if (source.getName().startsWith(CONFIG_FILE)) {
                sources.addBefore(source.getName(), kept);
                return;
            }
        }
        sources.addLast(kept);
    }
}
