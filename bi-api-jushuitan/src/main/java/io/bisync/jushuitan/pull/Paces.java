package io.bisync.jushuitan.pull;

import io.bisync.jushuitan.declaration.PulledEntity;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/** How often each entity is asked for: what the settings say of it or of all by default, else what its declaration does. */
final class Paces {

    /** Stands for every entity that is not named itself. */
    private static final String DEFAULT = "default";

    private Paces() {}

    /** Names are compared by letters and digits alone: a variable cannot hold {@code sales_out}, only {@code SALESOUT}. */
    static Map<String, Duration> of(List<PulledEntity> entities, Map<String, Duration> settings) {
        Map<String, Duration> said = new LinkedHashMap<>();
        settings.forEach((name, pace) -> said.put(letters(name), pace));
        Duration usual = said.remove(DEFAULT);
        Map<String, Duration> paces = new LinkedHashMap<>();
        entities.forEach(
                it -> paces.put(it.name(), said.getOrDefault(letters(it.name()), usual == null ? it.pace() : usual)));
        settings.forEach((name, pace) -> {
            if (!name.equals(DEFAULT)
                    && paces.keySet().stream().map(Paces::letters).noneMatch(letters(name)::equals)) {
                throw new InvalidConfigurationPropertyValueException(
                        "bi.pull.paces." + name, pace, "No such entity is pulled; there are " + paces.keySet());
            }
        });
        return paces;
    }

    private static String letters(String name) {
        return name.replaceAll("[^a-z0-9]", "");
    }
}
