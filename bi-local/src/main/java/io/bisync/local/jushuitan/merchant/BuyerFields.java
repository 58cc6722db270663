package io.bisync.local.jushuitan.merchant;

import io.bisync.local.jushuitan.field.Fields;
import io.bisync.local.jushuitan.field.Personal;
import java.util.List;

/** What an order says about its buyer. */
final class BuyerFields {

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

    private BuyerFields() {}

    static void write(Order order, Fields fields) {
        for (String field : ALWAYS) {
            fields.personal(field, Personal.value(order.seed, field, 600));
        }
        for (String field : SELDOM) {
            fields.personal(field, Personal.value(order.seed, field, 100));
        }
    }
}
