package io.bisync.local.leke;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Fields that no dictionary knows, some of them personal, and now and then a known one with a value that it cannot have;
 * which ones an order has follows from its id and version.
 */
final class Unknown {

    private Unknown() {}

    /** Fields of an order beside the known ones; personal ones only when asked for. */
    static Map<String, @Nullable Object> ofOrder(Order order, Audience audience) {
        var random = new Random(seed(order, 7));
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        if (random.nextInt(3) == 0) {
            fields.put("promo_tags", List.of("双11", "new-\"customer\""));
        }
        if (random.nextInt(4) == 0) {
            Map<String, @Nullable Object> channel = new LinkedHashMap<>();
            channel.put("name", "live-" + random.nextInt(9));
            personal(channel, "receiver_mobile", order, audience);
            channel.put("rank", random.nextInt(100));
            fields.put("channel_ext", channel);
        }
        if (random.nextInt(3) == 0) {
            personal(fields, "buyer_nick", order, audience);
            personal(fields, "receiver_address", order, audience);
        }
        if (random.nextInt(5) == 0) {
            fields.put("gift_note_no", null);
        }
        if (random.nextInt(10) == 0) {
            fields.put("discount", "about ten");
        }
        if (random.nextInt(10) == 0) {
            fields.put("pay_time", List.of(2026, 11, 28));
        }
        if (random.nextInt(10) == 0) {
            fields.put("currency", "three letters");
        }
        return fields;
    }

    /** Fields of a line beside the known ones. */
    static Map<String, @Nullable Object> ofLine(Order order, Line line, Audience audience) {
        var random = new Random(seed(order, line.lineId().hashCode()));
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        if (random.nextInt(4) == 0) {
            fields.put("batch_code", "B" + random.nextInt(1_000));
        }
        if (random.nextInt(8) == 0) {
            personal(fields, "engraving_for_email", order, audience);
        }
        return fields;
    }

    private static void personal(Map<String, @Nullable Object> fields, String name, Order order, Audience audience) {
        if (audience == Audience.TOPIC) {
            fields.put(name, LekeSettings.PERSONAL_MARK + "-" + name + "-" + order.orderId());
        }
    }

    private static long seed(Order order, int salt) {
        return order.orderId().hashCode() * 31L + order.version() * 1_000_003L + salt * 7_919L;
    }

    /** Who reads the fields: the topic gets all of them, the truth those that may be kept. */
    enum Audience {
        TOPIC,
        TRUTH
    }
}
