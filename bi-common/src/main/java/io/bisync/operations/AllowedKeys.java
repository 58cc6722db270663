package io.bisync.operations;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;

/** The settings that Nacos may set; whoever may write there need not be whoever may read our secrets or our heap. */
final class AllowedKeys {

    private static final String PLACEHOLDER = "${";

    private final List<ConfigurationPropertyName> allowed;

    AllowedKeys(List<String> allowed) {
        this.allowed = allowed.stream().map(ConfigurationPropertyName::of).toList();
    }

    /** The source with what it may set. */
    PropertySource<?> filter(PropertySource<?> source, Map<String, String> refused) {
        if (!(source instanceof MapPropertySource map)) {
            return source;
        }
        Map<String, Object> kept = new LinkedHashMap<>();
        map.getSource().forEach((key, value) -> {
            var reason = reason(key, String.valueOf(value));
            if (reason == null) {
                kept.put(key, value);
            } else {
                refused.put(key, reason);
            }
        });
        return new OriginTrackedMapPropertySource(source.getName(), kept, true);
    }

    /** Sources as they would be in force. */
    List<PropertySource<?>> filter(List<PropertySource<?>> sources) {
        Map<String, String> refused = new TreeMap<>();
        return sources.stream()
                .<PropertySource<?>>map(it -> filter(it, refused))
                .toList();
    }

    private @Nullable String reason(String key, String value) {
        var name = ConfigurationPropertyName.adapt(key, '.');
        if (!allowed.isEmpty() && allowed.stream().noneMatch(it -> it.equals(name) || it.isAncestorOf(name))) {
            return "Nacos may not set it, as bi.nacos.keys does not name it";
        }
        return value.contains(PLACEHOLDER)
                ? "a value from Nacos holds no placeholder, which could show a secret"
                : null;
    }
}
