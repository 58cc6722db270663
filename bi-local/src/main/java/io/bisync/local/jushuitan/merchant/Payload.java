package io.bisync.local.jushuitan.merchant;

import io.bisync.local.jushuitan.field.Dice;
import io.bisync.local.jushuitan.field.Fields;
import io.bisync.local.jushuitan.field.PayloadFields;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** Orders as the query answers them, defects of poisoned ones included. */
final class Payload {

    private static final Set<String> IDS = Set.of("o_id", "ts", "oi_id", "co_id");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Payload() {}

    /** The orders as one JSON array. */
    static byte[] of(List<Order> orders, long coId, boolean finances, boolean versions) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(orders.size() * 2048 + 64);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartArray();
            for (Order order : orders) {
                write(order, coId, finances, versions, json);
            }
            json.writeEndArray();
        }
        return bytes.toByteArray();
    }

    private static void write(Order order, long coId, boolean finances, boolean versions, JsonGenerator json) {
        long mood = order.seed ^ order.ts;
        Fields fields = new PayloadFields(json, mood, IDS);
        if (order.poison != null || !finances || !versions) {
            fields = new AlteredFields(fields, order.poison, finances, versions);
        }
        json.writeStartObject();
        // The fields that file a row may stand before, between or behind the rest.
        int layout = Dice.below(4, mood, "layout");
        if (layout == 0) {
            children(order, json, mood);
            OrderFields.write(order, coId, fields);
            OrderFields.version(order, fields);
        } else if (layout == 1) {
            OrderFields.write(order, coId, fields);
            OrderFields.version(order, fields);
            children(order, json, mood);
        } else {
            OrderFields.version(order, fields);
            OrderFields.write(order, coId, fields);
            children(order, json, mood);
        }
        json.writeEndObject();
    }

    private static void children(Order order, JsonGenerator json, long mood) {
        if (order.poison != Poison.MISSING_ITEMS) {
            json.writeName("items").writeStartArray();
            for (Item item : order.items) {
                item(order, item, json, mood);
                if (order.poison == Poison.DUPLICATE_ITEM_ID) {
                    item(order, item, json, mood);
                }
            }
            json.writeEndArray();
        }
        if (order.payments.isEmpty() && Dice.chance(300, mood, "pays")) {
            json.writeName("pays").writeNull();
            return;
        }
        json.writeName("pays").writeStartArray();
        for (Payment payment : order.payments) {
            json.writeStartObject();
            PaymentFields.write(order, payment, new PayloadFields(json, mood ^ payment.payId(), IDS));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void item(Order order, Item item, JsonGenerator json, long mood) {
        json.writeStartObject();
        ItemFields.write(order, item, new PayloadFields(json, mood ^ item.oiId, IDS));
        json.writeEndObject();
    }
}
