package io.bisync.settings;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.Environment;

/**
 * A value as somebody said it.
 *
 * @param value with its placeholders filled in
 * @param from who said it
 */
record Said(String value, String from) {

    private static final Pattern SECRET =
            Pattern.compile("(?i)[^.]*\\.[^.]*\\..*(password|token|secret|credential|jaas|user\\.info|ssl\\..*key).*");
    private static final Pattern CREDENTIALS = Pattern.compile("//[^/@]*@");
    private static final String HIDDEN = "******";

    /** The word of the highest rank, or null. */
    static @Nullable Said find(Environment environment, ConfigurationPropertyName name) {
        for (var source : ConfigurationPropertySources.get(environment)) {
            var property = source.getConfigurationProperty(name);
            if (property != null) {
                var value = environment.resolvePlaceholders(String.valueOf(property.getValue()));
                return new Said(value, String.valueOf(property.getOrigin()));
            }
        }
        return null;
    }

    /** As people may see it. */
    String shown(String name) {
        return shown(name, value);
    }

    static String shown(String name, String value) {
        return SECRET.matcher(name).matches()
                ? HIDDEN
                : CREDENTIALS.matcher(value).replaceAll("//" + HIDDEN + "@");
    }
}
