package io.bisync.operations;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;

/**
 * Settings of Nacos that this application imports.
 *
 * @param group their group
 * @param id their name
 */
record DataId(String group, String id) {

    private static final Pattern IMPORT = Pattern.compile("(?:optional:)?nacos:([^?]+)(?:\\?(?:.*&)?group=([^&]+).*)?");

    /** Those of {@code spring.config.import}. */
    static List<DataId> imported(Environment environment) {
        var group = environment.getProperty("spring.cloud.nacos.config.group", "DEFAULT_GROUP");
        return Binder.get(environment)
                .bind("spring.config.import", Bindable.listOf(String.class))
                .orElse(List.of())
                .stream()
                .map(IMPORT::matcher)
                .filter(matcher -> matcher.matches())
                .map(it -> new DataId(it.group(2) == null ? group : it.group(2), it.group(1)))
                .toList();
    }

    /** What Spring Cloud Alibaba calls their property source. */
    String sourceName() {
        return group + "@" + id;
    }

    /** Their sources in the environment: one for each document, none where nothing could be read. */
    List<PropertySource<?>> sources(ConfigurableEnvironment environment) {
        var found = new ArrayList<PropertySource<?>>();
        for (var source : environment.getPropertySources()) {
            if (source.getName().startsWith(sourceName())) {
                found.add(source);
            }
        }
        return found;
    }

    /** What such sources say. */
    static Map<String, String> values(List<PropertySource<?>> sources) {
        Map<String, String> values = new TreeMap<>();
        for (var source : sources) {
            if (source instanceof EnumerablePropertySource<?> enumerable) {
                for (var name : enumerable.getPropertyNames()) {
                    values.putIfAbsent(name, String.valueOf(enumerable.getProperty(name)));
                }
            }
        }
        return values;
    }
}
