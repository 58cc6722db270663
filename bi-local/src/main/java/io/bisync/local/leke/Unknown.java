package io.bisync.local.leke;

import io.bisync.local.marks.Marks;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fields that no dictionary knows, some of them personal, and now and then a known one with a value that it cannot have;
 * which ones an order has follows from its id and version.
 */
final class Unknown {

    /** Known fields whose value is now and then one that they cannot have. */
    static final Set<String> ODD = Set.of("discount", "pay_time", "currency");

    private Unknown() {}

    /** Fields of an order beside the known ones. */
    static Map<String, @Nullable Object> ofOrder(Order order) {
        var random = new Random(seed(order, 7));
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        if (random.nextInt(3) == 0) {
            fields.put("promo_tags", List.of("双11", "new-\"customer\""));
        }
        if (random.nextInt(4) == 0) {
            Map<String, @Nullable Object> channel = new LinkedHashMap<>();
            channel.put("name", "live-" + random.nextInt(9));
            personal(channel, "receiver_mobile", order);
            channel.put("rank", random.nextInt(100));
            fields.put("channel_ext", channel);
        }
        if (random.nextInt(3) == 0) {
            personal(fields, "buyer_nick", order);
            personal(fields, "receiver_address", order);
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
        mark(fields, random, "leke.order");
        return fields;
    }

    /** Fields of a line beside the known ones. */
    static Map<String, @Nullable Object> ofLine(Order order, Line line) {
        var random = new Random(seed(order, line.lineId().hashCode()));
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        if (random.nextInt(4) == 0) {
            fields.put("batch_code", "B" + random.nextInt(1_000));
        }
        if (random.nextInt(8) == 0) {
            personal(fields, "engraving_for_email", order);
        }
        mark(fields, random, "leke.order.items");
        return fields;
    }

    /** What a reader may see of them. */
    static @Nullable Map<String, @Nullable Object> shown(String path, Map<String, @Nullable Object> fields) {
        fields.replaceAll((name, value) -> ODD.contains(name) ? value : Marks.shown(path + "." + name, value));
        return fields.isEmpty() ? null : fields;
    }

    private static void mark(Map<String, @Nullable Object> fields, Random random, String place) {
        var marks = Marks.at(place);
        if (random.nextInt(8) == 0) {
            var mark = marks.get(random.nextInt(marks.size()));
            fields.put(mark.name(), mark.value());
        }
    }

    private static void personal(Map<String, @Nullable Object> fields, String name, Order order) {
        fields.put(name, LekeSettings.PERSONAL_MARK + "-" + name + "-" + order.orderId());
    }

    private static long seed(Order order, int salt) {
        return order.orderId().hashCode() * 31L + order.version() * 1_000_003L + salt * 7_919L;
    }
}
