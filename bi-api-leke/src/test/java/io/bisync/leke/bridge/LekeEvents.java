package io.bisync.leke.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.concurrent.atomic.AtomicInteger;

/** Events of Leke's contract, each of another order. */
final class LekeEvents {

    static final String TOPIC = "leke.erp.order.change.v1";

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private LekeEvents() {}

    /** A name for an event, and for its order, that no other test has. */
    static String fresh() {
        return "e-" + NUMBER.incrementAndGet();
    }

    static byte[] value(String id) {
        return value(id, "t1");
    }

    /** With blanks and a number that no double holds, which have to stay. */
    static byte[] value(String id, String tenant) {
        return """
            { "event_id":"%1$s", "event_type":"order.updated","op":"UPSERT","tenant_id":"%2$s","entity":"order",
              "entity_id":"o-%1$s","version":900719925474099301,"schema_version":1,
              "data":{"order_id":"o-%1$s","status":"PAID","pay_amount":104.10,"items":[ ]}}\
            """.formatted(id, tenant).getBytes(UTF_8);
    }

    static String text(String id) {
        return new String(value(id), UTF_8);
    }

    /** What loading would set aside: a required array is missing. */
    static byte[] unfit(String id) {
        return text(id).replace(",\"items\":[ ]", ",\"receiver_name\":\"王小明\"").getBytes(UTF_8);
    }

    static String structured(String id, String data) {
        return """
            {"specversion":"1.0","id":"%s","source":"/middleware","type":"order.updated","data":%s}\
            """.formatted(id, data);
    }
}
