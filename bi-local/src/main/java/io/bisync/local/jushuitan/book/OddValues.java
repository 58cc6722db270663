package io.bisync.local.jushuitan.book;

import io.bisync.local.dictionary.Field;
import io.bisync.local.dictionary.FieldClass;
import io.bisync.local.jushuitan.field.Dice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values that a field cannot have by its line in the dictionary, and has now and then: no column takes them. */
final class OddValues {

    private static final int PER_MILLE = 8;
    private static final List<Object> NUMBERS = List.of("0.27 kg", "123456789012345678901234567890.5", List.of(1, 2));
    private static final List<Object> TIMES = List.of(List.of(2026, 11, 28), "the day before");
    private static final Object FLAG = "maybe";
    private static final int SHORT = 200;
    private static final Object LONG_TEXT = "长".repeat(SHORT);

    private OddValues() {}

    /** What a row has in the place of an ordinary value, for all its life; null for nearly all rows. */
    static @Nullable Object of(Field field, long seed) {
        String question = field.path() + " odd";
        return Dice.chance(PER_MILLE, seed, question) ? value(field, seed, question) : null;
    }

    private static @Nullable Object value(Field field, long seed, String question) {
        return switch (field.type()) {
            case NUMBER -> Dice.oneOf(NUMBERS, seed, question);
            case TIME -> Dice.oneOf(TIMES, seed, question);
            case BOOLEAN -> FLAG;
            case TEXT -> isShortCode(field) ? LONG_TEXT : null;
            default -> null;
        };
    }

    /** Its column takes about as many bytes as the page says; other texts have columns of any width. */
    private static boolean isShortCode(Field field) {
        return field.kind() == FieldClass.CODE && field.length() > 0 && field.length() <= SHORT;
    }
}
