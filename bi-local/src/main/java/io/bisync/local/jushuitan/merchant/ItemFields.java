package io.bisync.local.jushuitan.merchant;

import io.bisync.local.jushuitan.field.Dice;
import io.bisync.local.jushuitan.field.Fields;
import io.bisync.local.jushuitan.field.Personal;
import io.bisync.local.marks.Marks;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Every field of an order's item by the vendor's names. */
final class ItemFields {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final long HOUR = 3_600_000;

    private ItemFields() {}

    static void write(Order order, Item item, Fields fields) {
        long seed = item.oiId;
        String sku = Catalogue.sku(item.sku);
        String style = Catalogue.style(item.sku);
        fields.count("oi_id", item.oiId);
        fields.text("sku_id", sku);
        fields.text("i_id", maybe(400, seed, "i_id", style));
        fields.text("name", maybe(850, seed, "name", Catalogue.name(item.sku)));
        fields.text("properties_value", maybe(700, seed, "properties", Catalogue.properties(item.sku)));
        fields.decimal("qty", BigDecimal.valueOf(item.quantity));
        fields.decimal("price", Money.each(item.amount, item.quantity));
        fields.decimal("base_price", Dice.chance(500, seed, "base_price") ? Money.of(Catalogue.price(item.sku)) : null);
        fields.decimal("amount", Money.summed(item.amount, seed, "amount"));
        fields.flag(
                "is_gift", item.amount == 0 ? Boolean.TRUE : Dice.chance(600, seed, "is_gift") ? Boolean.FALSE : null);
        fields.flag("is_presale", Dice.chance(100, seed, "is_presale") ? Dice.chance(300, seed, "presale") : null);
        fields.text("sku_type", Dice.chance(80, seed, "combine") ? "combine" : maybe(250, seed, "sku_type", "nomal"));
        fields.text("item_status", item.ownStatus == null ? order.status.word() : item.ownStatus);
        boolean refund = Dice.chance(30, seed, "refund");
        fields.text("refund_status", refund ? "waiting" : maybe(150, seed, "refund_status", "none"));
        fields.text("refund_id", refund ? "RF" + item.oiId : null);
        fields.text("outer_oi_id", maybe(200, seed, "outer_oi_id", order.soId + "-" + item.oiId % 100));
        fields.text("raw_so_id", maybe(100, seed, "raw_so_id", order.soId));
        fields.text("shop_sku_id", maybe(120, seed, "shop_sku_id", "S-" + sku));
        fields.text("shop_i_id", maybe(80, seed, "shop_i_id", "S-" + style));
        fields.text("pic", maybe(50, seed, "pic", "https://img.example.com/" + style + ".jpg?x=1&y=2"));
        fields.decimal(
                "buyer_paid_amount", Dice.chance(60, seed, "paid") ? Money.share(item.amount, seed, "paid#") : null);
        fields.decimal(
                "seller_income_amount",
                Dice.chance(60, seed, "income") ? Money.share(item.amount, seed, "income#") : null);
        fields.text("referrer_id", maybe(30, seed, "referrer_id", "H" + Dice.below(99, seed, "host")));
        fields.digits("lwh_id", maybe(40, seed, "lwh", "77" + Dice.below(99, seed, "lwh#")));
        fields.text("lwh_name", maybe(40, seed, "lwh", "虚拟仓" + Dice.below(99, seed, "lwh#")));
        fields.personal("remark", Personal.value(seed, "remark", 60));
        fields.moment(
                "produced_date",
                Dice.chance(40, seed, "batch") ? order.orderedAt / HOUR * HOUR - 2_000 * HOUR : Order.NEVER);
        fields.text("batch_id", maybe(40, seed, "batch", "L" + Dice.below(9_999, seed, "batch#")));
        extension(seed, fields);
        Unknown.ofItem(item, fields);
    }

    /** JSON inside a text, of which no dictionary says what stands in it. */
    private static void extension(long seed, Fields fields) {
        Map<String, Object> members = new LinkedHashMap<>();
        if (Dice.chance(30, seed, "item_ext_data")) {
            members.put("gift", "是");
            members.put("steps", List.of(1, 2));
        }
        Unknown.mark(30, seed, "jushuitan.order.items.item_ext_data")
                .forEach(mark -> members.put(mark.name(), mark.value()));
        Map<String, @Nullable Object> shown = new LinkedHashMap<>(members);
        shown.replaceAll((name, value) -> Marks.shown("jushuitan.order.items.item_ext_data." + name, value));
        fields.freeText(
                "item_ext_data",
                members.isEmpty() ? null : JSON.writeValueAsString(members),
                members.isEmpty() ? null : JSON.writeValueAsString(shown));
    }

    private static @Nullable String maybe(int perMille, long seed, String question, String value) {
        return Dice.chance(perMille, seed, question) ? value : null;
    }
}
