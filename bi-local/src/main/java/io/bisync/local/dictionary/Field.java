package io.bisync.local.dictionary;

import java.util.Arrays;
import java.util.List;

/**
 * One field of a page.
 *
 * @param level {@code .} for the entity itself, else the path below it
 * @param length how many characters or values it takes at most, 0 where the page does not say
 * @param values its unit, its enumeration, or nothing
 * @param kind how it is treated
 * @param zh its meaning in Chinese
 * @param en its meaning in English
 */
public record Field(
        String level, String name, FieldType type, int length, String values, FieldClass kind, String zh, String en) {

    /** The words of its enumeration; empty when it has none. */
    public List<String> choices() {
        return values.contains("=")
                ? Arrays.stream(values.split("\\|", -1))
                        .map(choice -> choice.substring(0, choice.indexOf('=')))
                        .toList()
                : List.of();
    }

    /** The level of its members. */
    public String path() {
        return level.equals(".") ? name : level + "." + name;
    }
}
