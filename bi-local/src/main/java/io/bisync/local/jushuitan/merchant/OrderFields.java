package io.bisync.local.jushuitan.merchant;

import io.bisync.local.jushuitan.field.Dice;
import io.bisync.local.jushuitan.field.Fields;
import io.bisync.local.marks.Marks.Mark;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Every field of an order by the vendor's names, except its items, its payments and what stands in {@link #version}. */
final class OrderFields {

    private static final int DAY = 86_400_000;
    private static final List<String> FINANCES = List.of(
            "rebate_fee",
            "product_tax",
            "shipping_tax",
            "other_income",
            "voucher_from_seller",
            "platform_commission",
            "transition_fee",
            "transaction_fee",
            "opaque_bagging_fee",
            "other_expense");

    private OrderFields() {}

    /** The fields that identify the order and its state of change: they may stand behind the items. */
    static void version(Order order, Fields fields) {
        fields.count("o_id", order.oId);
        fields.count("ts", order.ts);
    }

    static void write(Order order, long coId, Fields fields) {
        identity(order, coId, fields);
        state(order, fields);
        moments(order, fields);
        amounts(order, fields);
        parcel(order, fields);
        BuyerFields.write(order, fields);
        Unknown.ofOrder(order, fields);
    }

    static String type(Order order) {
        return Dice.oneOf(Catalogue.TYPES, order.seed, "type");
    }

    /** What the buyer owes, in cents. */
    static long due(Order order) {
        return Math.max(0, order.itemsAmount() + freight(order) - free(order));
    }

    private static long freight(Order order) {
        return Dice.chance(300, order.seed, "freight") ? Dice.below(20, order.seed, "freight#") * 50L : 0;
    }

    private static long free(Order order) {
        return Dice.chance(200, order.seed, "free_amount") ? Dice.below(500, order.seed, "free#") : 0;
    }

    private static void identity(Order order, long coId, Fields fields) {
        long seed = order.seed;
        fields.count("co_id", coId);
        fields.count("shop_id", order.shop.shopId());
        fields.text("shop_name", order.shop.name());
        fields.text("shop_site", order.shop.site());
        fields.text("so_id", order.soId);
        fields.text("type", type(order));
        fields.text("order_from", order.splitFrom == 0 ? Dice.oneOf(Catalogue.SOURCES, seed, "order_from") : "SPLIT");
        fields.count(
                "as_id",
                Dice.chance(30, seed, "as_id") ? (Long) (4_300_000_000L + Dice.below(1 << 20, seed, "as")) : null);
        fields.digits("link_o_id", order.splitFrom == 0 ? null : Long.toString(order.splitFrom));
        fields.text("merge_so_id", maybe(20, seed, "merge_so_id", order.soId + "," + order.soId + "1"));
        fields.digits("drp_co_id_from", maybe(50, seed, "drp_co_id_from", "1005" + Dice.below(999, seed, "from")));
        fields.digits("drp_co_id_to", maybe(30, seed, "drp_co_id_to", "1006" + Dice.below(999, seed, "to")));
        fields.text("creator_name", maybe(80, seed, "creator_name", Dice.oneOf(Catalogue.CLERKS, seed, "clerk")));
        fields.text("referrer_id", maybe(40, seed, "referrer_id", "H" + Dice.below(99, seed, "host")));
        fields.text("referrer_name", maybe(40, seed, "referrer_id", Dice.oneOf(Catalogue.HOSTS, seed, "host")));
        if (Dice.chance(20, seed, "odd type of invoice")) {
            fields.odd("invoice_type", "长".repeat(30));
        } else {
            fields.text("invoice_type", maybe(40, seed, "invoice_type", "电子普通发票"));
        }
        fields.text(
                "outer_pay_id", order.payments.isEmpty() ? null : maybe(250, seed, "outer_pay_id", "P" + order.soId));
        fields.text("package_no", maybe(30, seed, "package_no", "R" + Dice.below(1 << 24, seed, "package")));
        fields.text("warehouse_oid", maybe(30, seed, "warehouse_oid", "WO" + order.oId));
    }

    private static void state(Order order, Fields fields) {
        long seed = order.seed;
        fields.text("status", order.status.word());
        fields.text("shop_status", Dice.chance(500, seed, "shop_status") ? shopStatus(order.status) : null);
        boolean question = order.status == OrderStatus.QUESTION;
        fields.text("question_type", question ? Dice.oneOf(Catalogue.QUESTIONS, seed, "question") : null);
        question(order, question, fields);
        fields.text("labels", labels(order));
        fields.count("seller_flag", flag(order));
        fields.flag("is_cod", Dice.chance(400, seed, "cod") ? Dice.chance(50, seed, "is_cod") : null);
        fields.flag("is_merge", Dice.chance(20, seed, "merge_so_id"));
        fields.flag("is_split", order.splitFrom != 0 ? Boolean.TRUE : Dice.chance(400, seed, "split") ? false : null);
        fields.text("skus", maybe(300, seed, "skus", skus(order)));
    }

    private static void question(Order order, boolean asked, Fields fields) {
        Mark mark = Unknown.mark(asked ? 400 : 10, order.seed, "jushuitan.order.question_desc")
                .findFirst()
                .orElse(null);
        if (mark == null) {
            fields.text("question_desc", asked ? "系统判定，等待人工处理；订单 " + order.oId : null);
        } else {
            fields.freeText("question_desc", String.valueOf(mark.value()), String.valueOf(mark.masked()));
        }
    }

    private static void moments(Order order, Fields fields) {
        long seed = order.seed;
        fields.moment("order_date", order.orderedAt);
        fields.moment("pay_date", order.paidAt);
        fields.moment("send_date", order.sentAt);
        fields.moment("created", order.createdAt);
        fields.moment("modified", order.modifiedAt);
        fields.moment("end_time", order.endedAt);
        fields.moment("plan_delivery_date", later(60, order.orderedAt, 2, seed, "plan_delivery_date"));
        if (Dice.chance(30, seed, "odd sign_time")) {
            fields.odd("sign_time", List.of(2026, 11, 28));
        } else {
            fields.moment("sign_time", later(60, order.orderedAt, 4, seed, "sign_time"));
        }
    }

    private static void amounts(Order order, Fields fields) {
        long seed = order.seed;
        long due = due(order);
        fields.decimal("freight", Money.of(freight(order)));
        fields.decimal("free_amount", Money.of(free(order)));
        fields.decimal("pay_amount", Money.summed(due, seed, "pay_amount"));
        fields.decimal("paid_amount", Money.summed(order.paidAmount(), seed, "paid_amount"));
        fields.decimal("platform_free_amount", Money.sometimes(150, seed, "platform_free_amount", 3_000));
        fields.decimal("pay_free_amount", Money.sometimes(50, seed, "pay_free_amount", 500));
        fields.decimal("referrer_free_amount", Money.sometimes(20, seed, "referrer_free_amount", 500));
        fields.decimal("shop_free_amount", Money.sometimes(150, seed, "shop_free_amount", 3_000));
        fields.decimal(
                "buyer_paid_amount", Dice.chance(150, seed, "buyer_paid_amount") ? Money.of(order.paidAmount()) : null);
        fields.decimal(
                "seller_income_amount",
                Dice.chance(150, seed, "seller_income_amount") ? Money.share(due, seed, "income") : null);
        if (Dice.chance(30, seed, "odd weight")) {
            fields.odd("weight", "0.27 kg");
        } else {
            fields.decimal("weight", Money.of(order.items.size() * 27L));
        }
        fields.decimal("f_weight", order.sentAt == Order.NEVER ? null : Money.of(order.items.size() * 28L + 3));
        boolean abroad = isAbroad(order);
        fields.text("currency", abroad ? Dice.oneOf(Catalogue.CURRENCIES, seed, "currency") : null);
        fields.decimal("cb_total_tax", abroad ? Money.of(Dice.below(2_000, seed, "tax")) : null);
        fields.tree("cb_finances", abroad ? finances(order) : null);
    }

    private static void parcel(Order order, Fields fields) {
        long seed = order.seed;
        fields.digits("wms_co_id", Dice.chance(800, seed, "wms_co_id") ? "0" : "11053" + Dice.below(900, seed, "wms"));
        Catalogue.Carrier carrier = Dice.oneOf(Catalogue.CARRIERS, seed, "carrier");
        boolean sent = order.sentAt != Order.NEVER;
        fields.text("lc_id", sent ? carrier.code() : null);
        fields.text("logistics_company", sent ? maybe(500, seed, "logistics", carrier.name()) : null);
        fields.text("l_id", sent ? carrier.code() + "%012d".formatted(Dice.below(1 << 30, seed, "l_id")) : null);
        fields.text("chosen_channel", maybe(40, seed, "chosen_channel", carrier.name() + "特惠"));
        fields.text("shipment", maybe(40, seed, "shipment", carrier.name()));
        fields.text("un_lid", isAbroad(order) && sent ? "UN" + Dice.below(1 << 30, seed, "un_lid") : null);
    }

    private static @Nullable String shopStatus(OrderStatus status) {
        return switch (status) {
            case WAIT_PAY -> "WAIT_BUYER_PAY";
            case WAIT_CONFIRM, WAIT_F_CONFIRM, DELIVERING, WAIT_OUTER_SENT, QUESTION -> "WAIT_SELLER_SEND_GOODS";
            case SENT -> "WAIT_BUYER_CONFIRM_GOODS";
            case CANCELLED -> "TRADE_CLOSED";
            case MERGED, SPLIT -> null;
        };
    }

    private static @Nullable String labels(Order order) {
        String question = "labels" + order.touches;
        return maybe(
                order.touches == 0 ? 200 : 900,
                order.seed,
                question,
                Dice.oneOf(Catalogue.LABELS, order.seed, question + "#"));
    }

    private static @Nullable Long flag(Order order) {
        String question = "seller_flag" + order.touches;
        return Dice.chance(150, order.seed, question) ? (Long) (1L + Dice.below(5, order.seed, question + "#")) : null;
    }

    private static String skus(Order order) {
        return order.items.stream()
                .map(item -> Catalogue.sku(item.sku) + "*" + item.quantity)
                .limit(12)
                .collect(Collectors.joining(",", order.items.size() + ".", ""));
    }

    private static boolean isAbroad(Order order) {
        return order.shop.site().equals("Shopee") || order.shop.site().equals("Lazada");
    }

    private static Map<String, Object> finances(Order order) {
        Map<String, Object> finances = new LinkedHashMap<>();
        finances.put("o_id", order.oId);
        for (String name : FINANCES) {
            if (Dice.chance(400, order.seed, name)) {
                finances.put(name, Dice.below(90, order.seed, name + "#"));
            }
        }
        Unknown.mark(400, order.seed, "jushuitan.order.cb_finances")
                .forEach(mark -> finances.put(mark.name(), mark.value()));
        return finances;
    }

    private static long later(int perMille, long from, int days, long seed, String field) {
        return Dice.chance(perMille, seed, field) ? from + Dice.below(days * DAY, seed, field + "#") : Order.NEVER;
    }

    private static @Nullable String maybe(int perMille, long seed, String question, String value) {
        return Dice.chance(perMille, seed, question) ? value : null;
    }
}
