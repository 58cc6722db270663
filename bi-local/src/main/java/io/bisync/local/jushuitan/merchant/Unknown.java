package io.bisync.local.jushuitan.merchant;

import io.bisync.local.jushuitan.field.Dice;
import io.bisync.local.jushuitan.field.Fields;
import io.bisync.local.jushuitan.field.Personal;
import io.bisync.local.marks.Marks;
import io.bisync.local.marks.Marks.Mark;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The fields that no dictionary knows, on orders and items: a fixed set, some with personal parts inside, and the marks. */
public final class Unknown {

    /** The invented fields of an order that are not personal as a whole. */
    public static final List<String> OF_ORDERS =
            List.of("risk_score", "wave_tag", "pack_plan", "activity_ids", "presell_flag", "delivery_hint");

    /** The invented fields of an item that are not personal as a whole. */
    public static final List<String> OF_ITEMS = List.of("craft_code", "shelf_hint", "rebate_points", "engraving");

    /** The known fields of an order whose value is now and then one that they cannot have: {@code extra} keeps it. */
    public static final List<String> ODD_IN_ORDERS = List.of("invoice_type", "sign_time", "weight");

    private Unknown() {}

    static void ofOrder(Order order, Fields fields) {
        long seed = order.seed;
        mark(60, seed, "jushuitan.order").forEach(mark -> fields.unknown(mark.name(), mark.value()));
        if (Dice.chance(400, seed, "risk_score")) {
            fields.unknown("risk_score", Dice.below(100, seed, "risk"));
        }
        if (Dice.chance(150, seed, "wave_tag")) {
            fields.unknown("wave_tag", "W" + Dice.below(40, seed, "wave") + "·\"夜\"");
        }
        if (Dice.chance(80, seed, "pack_plan")) {
            fields.unknown("pack_plan", packPlan(seed));
        }
        if (Dice.chance(50, seed, "activity_ids")) {
            fields.unknown("activity_ids", List.of(Dice.below(900, seed, "activity"), 7_000_000_001L));
        }
        if (Dice.chance(100, seed, "presell_flag")) {
            fields.unknown("presell_flag", Dice.chance(500, seed, "presell"));
        }
        if (Dice.chance(40, seed, "delivery_hint")) {
            fields.unknown(
                    "delivery_hint",
                    Map.of(
                            "slots",
                            List.of(
                                    ordered("part", "AM", "contact_email", Personal.value(seed, "receiver_email")),
                                    ordered("mobile", Personal.value(seed, "receiver_mobile"), "part", "PM"))));
        }
        if (Dice.chance(20, seed, "receiver_id_card")) {
            fields.personal("receiver_id_card", Personal.value(seed, "receiver_id_card"));
        }
        if (Dice.chance(20, seed, "backup_mobile")) {
            fields.unknown("backup_mobile", Personal.value(seed, "receiver_mobile"));
        }
    }

    static void ofItem(Item item, Fields fields) {
        long seed = item.oiId;
        mark(30, seed, "jushuitan.order.items").forEach(mark -> fields.unknown(mark.name(), mark.value()));
        if (Dice.chance(200, seed, "craft_code")) {
            fields.unknown("craft_code", "C-" + Dice.below(500, seed, "craft"));
        }
        if (Dice.chance(60, seed, "shelf_hint")) {
            fields.unknown("shelf_hint", ordered("zone", "A", "row", Dice.below(60, seed, "row")));
        }
        if (Dice.chance(100, seed, "rebate_points")) {
            fields.unknown("rebate_points", Dice.below(500, seed, "points"));
        }
        if (Dice.chance(20, seed, "engraving")) {
            fields.unknown("engraving", ordered("font", "楷体", "buyer_word", Personal.value(seed, "buyer_word")));
        }
        if (Dice.chance(15, seed, "gift_receiver")) {
            fields.unknown("gift_receiver", Map.of("called", Personal.value(seed, "called")));
        }
    }

    /** One of the marks of a place, or none. */
    static Stream<Mark> mark(int perMille, long seed, String place) {
        return Dice.chance(perMille, seed, place)
                ? Stream.of(Dice.oneOf(Marks.at(place), seed, place + "#"))
                : Stream.empty();
    }

    private static Map<String, Object> packPlan(long seed) {
        Map<String, Object> plan =
                ordered("box", "B" + Dice.below(9, seed, "box"), "layers", Dice.below(4, seed, "layers"));
        if (Dice.chance(300, seed, "pack_phone")) {
            plan.put("contact_phone", Personal.value(seed, "receiver_phone"));
        }
        return plan;
    }

    private static Map<String, Object> ordered(String name, Object value, String other, Object otherValue) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put(name, value);
        members.put(other, otherValue);
        return members;
    }
}
