package io.bisync.local.jushuitan.field;

import io.bisync.local.marks.Marks;
import org.jspecify.annotations.Nullable;

/** Values about buyers: every one of them carries the mark, so that one search finds what leaked. */
public final class Personal {

    /** Stands in every personal value and nowhere else. */
    public static final String MARK = Marks.MARK;

    private Personal() {}

    /** A value so many times in a thousand, else nothing. */
    public static @Nullable String value(long seed, String field, int perMille) {
        return Dice.chance(perMille, seed, field) ? value(seed, field) : null;
    }

    /** The value of a field. */
    public static String value(long seed, String field) {
        return switch (field) {
            case "receiver_mobile", "receiver_phone" ->
                "1" + MARK + "%08d".formatted(Dice.below(100_000_000, seed, field));
            case "receiver_email" -> MARK + Dice.below(99_999, seed, field) + "@example.com";
            case "receiver_name" -> "张" + MARK;
            case "remark", "buyer_message", "node" -> "请尽快发货 " + MARK + "\n“" + Dice.below(999, seed, field) + "”\t\\";
            default -> MARK + "-" + Dice.below(100_000, seed, field);
        };
    }
}
