package io.bisync.proof.crash.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bisync.event.EventHeaders;
import io.bisync.table.ColumnType;
import io.bisync.table.Entity;
import io.bisync.table.Envelope;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The orders of one lane: their declaration, their tables, their records. */
public final class Orders {

    static final int ITEMS = 2;
    public static final int PARTITIONS = 3;

    /** A field that every order has and nobody declared. */
    public static final String UNKNOWN = "hint";

    private static final String DECLARED = "name VARCHAR(20)";
    /** Names between the two fit the declaration and not the table. */
    private static final String NARROWER = "name VARCHAR(8)";

    private final String topic;
    private final Entity entity;

    public Orders(int lane, String topic) {
        this.topic = topic;
        this.entity = Entity.of(
                "crash" + lane,
                "order",
                Envelope.none(),
                order -> order.key("id", ColumnType.BIGINT)
                        .version("ts")
                        .columns(ColumnType.varchar(20), "name")
                        .children(
                                "items",
                                "item",
                                item -> item.key("item", ColumnType.BIGINT).columns(ColumnType.varchar(20), "name")));
    }

    public Entity entity() {
        return entity;
    }

    public String rootTable() {
        return entity.table().name();
    }

    String itemTable() {
        return entity.tables().getFirst().name();
    }

    /** The statements that make the live tables, which are narrower than declared. */
    String ddl() {
        return entity.tables().stream()
                .map(it -> it.ddl().replace(DECLARED, NARROWER))
                .reduce("", String::concat);
    }

    ProducerRecord<byte[], byte[]> message(long id, long version, Kind kind) {
        var items = new StringBuilder();
        for (var item = 0; item < ITEMS; item++) {
            items.append(item == 0 ? "" : ",")
                    .append("{\"item\":%d,\"name\":\"%s\",\"%s\":1}"
                            .formatted(
                                    item,
                                    kind == Kind.ITEM_REFUSED && item == ITEMS - 1 ? "x".repeat(12) : "i",
                                    UNKNOWN));
        }
        var name = switch (kind) {
            case GOOD, ITEM_REFUSED, REJECTED -> "n" + version % 100;
            case ROOT_REFUSED -> "x".repeat(12);
        };
        var message = new ProducerRecord<>(
                topic,
                (int) (id % PARTITIONS),
                ("7:" + id).getBytes(UTF_8),
                "{\"id\":%d,\"ts\":%d,\"name\":\"%s\",\"%s\":[%s],\"%s\":1}"
                        .formatted(id, version, name, kind == Kind.REJECTED ? "lines" : "items", items, UNKNOWN)
                        .getBytes(UTF_8));
        message.headers().add(EventHeaders.ACCOUNT, "7".getBytes(UTF_8));
        return message;
    }

    /** What a record is like. */
    enum Kind {
        GOOD,
        /** Our own checks refuse it: it has no items. */
        REJECTED,
        /** StarRocks refuses its row of the root table. */
        ROOT_REFUSED,
        /** StarRocks refuses a row of its items. */
        ITEM_REFUSED
    }
}
