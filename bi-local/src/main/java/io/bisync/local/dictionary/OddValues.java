package io.bisync.local.dictionary;

import java.util.List;

/** Values that a field cannot have by its line in a dictionary, and has now and then all the same: no column takes them. */
public final class OddValues {

    private static final List<Object> NUMBERS = List.of("0.27 kg", "123456789012345678901234567890.5", List.of(1, 2));
    private static final List<Object> TIMES = List.of(List.of(2026, 11, 28), "the day before");
    private static final int SHORT = 200;
    private static final List<Object> TEXTS = List.of("长".repeat(SHORT));

    private OddValues() {}

    /** Those of a field, as Jackson writes them; none of one whose column takes whatever is sent, and none that is personal. */
    public static List<Object> of(Field field) {
        if (field.kind() == FieldClass.PERSONAL) {
            return List.of();
        }
        return switch (field.type()) {
            case NUMBER -> NUMBERS;
            case TIME -> TIMES;
            case BOOLEAN -> List.of("maybe");
            case TEXT -> isShortCode(field) ? TEXTS : List.of();
            default -> List.of();
        };
    }

    /** Its column takes about as many bytes as the page says; other texts have columns of any width. */
    private static boolean isShortCode(Field field) {
        return field.kind() == FieldClass.CODE && field.length() > 0 && field.length() <= SHORT;
    }
}
