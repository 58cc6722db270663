package io.bisync.dictionary;

/**
 * What a vendor's page says of a field.
 *
 * @param level the array's path below the entity, {@code .} for the entity itself
 * @param field its name
 * @param values its unit, or the words that it may have
 * @param kind {@code personal}, {@code free}, {@code code}, or empty
 * @param chinese its meaning, as the page gives it
 * @param english the same in English
 */
public record Meaning(String level, String field, String values, String kind, String chinese, String english) {

    /** Whether the values are words and not a unit. */
    public boolean isEnumeration() {
        return values.indexOf('=') > 0;
    }

    public boolean isPersonal() {
        return kind.equals("personal");
    }

    /** In both languages, and the unit. */
    String text() {
        return chinese + " / " + english + (values.isEmpty() || isEnumeration() ? "" : " (" + values + ")");
    }
}
