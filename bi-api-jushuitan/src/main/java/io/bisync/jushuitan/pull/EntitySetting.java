package io.bisync.jushuitan.pull;

import io.bisync.jushuitan.declaration.PulledEntity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/** What a setting says of an entity by its name, or of all by default; else what the declaration does. */
final class EntitySetting {

    /** Stands for every entity that is not named itself. */
    private static final String DEFAULT = "default";

    private EntitySetting() {}

    /** Names are compared by letters and digits alone: a variable cannot hold {@code sales_out}, only {@code SALESOUT}. */
    static <T> Function<PulledEntity, T> of(
            String setting, Map<String, T> said, List<PulledEntity> entities, Function<PulledEntity, T> declared) {
        Map<String, T> byLetters = new LinkedHashMap<>();
        List<String> names = entities.stream().map(PulledEntity::name).toList();
        said.forEach((name, value) -> {
            if (!name.equals(DEFAULT)
                    && names.stream().map(EntitySetting::letters).noneMatch(letters(name)::equals)) {
                throw new InvalidConfigurationPropertyValueException(
                        setting + "." + name, value, "No such entity is pulled; there are " + names);
            }
            byLetters.put(letters(name), value);
        });
        return entity -> {
            T own = byLetters.getOrDefault(letters(entity.name()), byLetters.get(DEFAULT));
            return own == null ? declared.apply(entity) : own;
        };
    }

    private static String letters(String name) {
        return name.replaceAll("[^a-z0-9]", "");
    }
}
