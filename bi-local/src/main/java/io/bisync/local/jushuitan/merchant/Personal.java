package io.bisync.local.jushuitan.merchant;

import io.bisync.local.marks.Marks;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values about buyers: every one of them carries the mark, so that one search finds what leaked. */
public final class Personal {

    /** Stands in every personal value and nowhere else. */
    public static final String MARK = Marks.MARK;

    private static final List<String> ALWAYS = List.of(
            "receiver_name", "receiver_mobile", "receiver_state", "receiver_city", "receiver_address", "shop_buyer_id");
    private static final List<String> SELDOM = List.of(
            "receiver_district",
            "receiver_phone",
            "receiver_town",
            "receiver_country",
            "receiver_zip",
            "receiver_email",
            "open_id",
            "buyer_id",
            "buyer_message",
            "remark",
            "invoice_title",
            "buyer_tax_no",
            "node");

    private Personal() {}

    static void ofOrder(Order order, Fields fields) {
        for (String field : ALWAYS) {
            fields.personal(field, value(order.seed, field, 600));
        }
        for (String field : SELDOM) {
            fields.personal(field, value(order.seed, field, 100));
        }
    }

    static @Nullable String value(long seed, String field, int perMille) {
        return Dice.chance(perMille, seed, field) ? value(seed, field) : null;
    }

    static String value(long seed, String field) {
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
