package io.bisync.settings;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;

/** Stays in the environment and holds no property: keys that were taken out, with the reason. */
public final class RefusedByList extends PropertySource<Map<String, String>> {

    private static final String NAME = "refused settings of ";

    /**
     * Remembers what was taken out.
     *
     * @param from whose settings they were
     * @param reasons why, by key
     */
    public RefusedByList(String from, Map<String, String> reasons) {
        super(NAME + from, Map.copyOf(reasons));
    }

    @Override
    public @Nullable Object getProperty(String name) {
        return null;
    }

    static Map<String, String> of(Environment environment) {
        Map<String, String> all = new TreeMap<>();
        if (environment instanceof ConfigurableEnvironment configurable) {
            for (var source : configurable.getPropertySources()) {
                if (source instanceof RefusedByList refused) {
                    all.putAll(refused.getSource());
                }
            }
        }
        return all;
    }
}
