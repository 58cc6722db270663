package io.bisync.local.jushuitan.merchant;

import io.bisync.local.dictionary.Dictionary;
import io.bisync.local.jushuitan.field.Defect;
import io.bisync.local.jushuitan.field.Dice;
import io.bisync.local.jushuitan.field.Fields;
import io.bisync.local.jushuitan.field.PayloadFields;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Orders as the query answers them, defects of poisoned ones included. */
final class Payload {

    private static final Set<String> IDS = Set.of("o_id", "ts", "oi_id", "co_id");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    static final Dictionary PAGE = Dictionary.of("jushuitan").stream()
            .filter(page -> page.entity().equals("order"))
            .findFirst()
            .orElseThrow();

    private Payload() {}

    /** The orders as one JSON array. */
    static byte[] of(List<Order> orders, long coId, boolean finances, boolean versions) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(orders.size() * 2048 + 64);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartArray();
            for (Order order : orders) {
                Defect defect = order.defect;
                if (defect == null) {
                    write(order, coId, finances, versions, json);
                } else {
                    json.writePOJO(spoilt(order, defect, coId, finances, versions));
                }
            }
            json.writeEndArray();
        }
        return bytes.toByteArray();
    }

    /** An order with its defect. */
    static ObjectNode spoilt(Order order, Defect defect, long coId, boolean finances, boolean versions) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            write(order, coId, finances, versions, json);
        }
        ObjectNode whole = (ObjectNode) JSON.readTree(bytes.toByteArray());
        defect.spoil(whole, PAGE);
        return whole;
    }

    private static void write(Order order, long coId, boolean finances, boolean versions, JsonGenerator json) {
        long mood = order.seed ^ order.ts;
        Fields fields = new PayloadFields(json, mood, IDS);
        if (!finances || !versions) {
            fields = new AlteredFields(fields, finances, versions);
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
        json.writeName("items").writeStartArray();
        for (Item item : order.items) {
            json.writeStartObject();
            ItemFields.write(order, item, new PayloadFields(json, mood ^ item.oiId, IDS));
            json.writeEndObject();
        }
        json.writeEndArray();
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
}
