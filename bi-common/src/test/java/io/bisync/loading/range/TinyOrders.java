package io.bisync.loading.range;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bisync.table.ColumnType;
import io.bisync.table.Entity;
import io.bisync.table.Envelope;

/** The smallest entity with a child, and its records. */
public final class TinyOrders {

    /** Tables {@code ods_tiny_order_item} and {@code ods_tiny_order}. */
    public static final Entity ENTITY = Entity.of(
            "tiny",
            "order",
            Envelope.none(),
            order -> order.key("id", ColumnType.BIGINT)
                    .version("ts")
                    .columns(ColumnType.varchar(20), "name")
                    .children("items", "item", item -> item.key("item", ColumnType.BIGINT)));

    private TinyOrders() {}

    /** A record that fits, with one item. */
    public static byte[] order(long id, long version) {
        return named(id, version, "n");
    }

    /** A record with this name that fits, with one item. */
    public static byte[] named(long id, long version, String name) {
        return """
                {"id":%d,"ts":%d,"name":"%s","items":[{"item":1}]}""".formatted(id, version, name).getBytes(UTF_8);
    }

    /** A record that does not fit: its item's id is no number. */
    public static byte[] rejected(long id) {
        return """
                {"id":%d,"ts":1,"name":"n","items":[{"item":"xxx"}]}""".formatted(id).getBytes(UTF_8);
    }

    /** The key of a record of account 7. */
    public static byte[] key(long id) {
        return ("7:" + id).getBytes(UTF_8);
    }
}
