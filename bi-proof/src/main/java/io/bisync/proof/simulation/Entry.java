package io.bisync.proof.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bisync.event.EventHeaders;
import io.bisync.table.ColumnType;
import io.bisync.table.Entity;
import io.bisync.table.Envelope;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** One record of the topic, and what the checker has seen of it. */
final class Entry {

    /** What a record is like. */
    enum Kind {
        GOOD,
        /** Our own checks refuse it: it has no items. */
        REJECTED,
        /** StarRocks refuses its root row. */
        ROOT_REFUSED,
        /** StarRocks refuses its child rows. */
        CHILD_REFUSED
    }

    static final Entity ENTITY = Entity.of(
            "sim",
            "order",
            Envelope.none(),
            order -> order.key("id", ColumnType.BIGINT)
                    .version("ts")
                    .columns(ColumnType.varchar(8), "name")
                    .children("items", "item", item -> item.key("item", ColumnType.BIGINT)));

    static final String ROOT = ENTITY.table().name();

    static final int KEYS = 3;
    static final int VERSIONS = 5;
    static final int ITEMS = 2;

    /** Keys belong to accounts: the last one has an account of its own. */
    static final List<String> ACCOUNTS = List.of("7", "8");

    private static final List<Headers> HEADERS = ACCOUNTS.stream()
            .<Headers>map(it -> new RecordHeaders().add(EventHeaders.ACCOUNT, it.getBytes(UTF_8)))
            .toList();
    private static final byte[][][] FITTING = values("items");
    private static final byte[][][] MISFITS = values("lines");
    private static final byte[][] RECORD_KEYS = keys();

    final int key;
    final int version;
    final int items;
    final Kind kind;
    final ConsumerRecord<byte[], byte[]> record;

    int rootRows;
    final int[] itemRows = new int[ITEMS];
    boolean rejected;
    boolean parked;

    Entry(TopicPartition partition, long offset, int key, int version, int items, Kind kind) {
        this.key = key;
        this.version = version;
        this.items = items;
        this.kind = kind;
        var values = kind == Kind.REJECTED ? MISFITS : FITTING;
        var value = values[key][version * (ITEMS + 1) + items];
        this.record = new ConsumerRecord<>(
                partition.topic(),
                partition.partition(),
                offset,
                1_000L,
                TimestampType.CREATE_TIME,
                RECORD_KEYS[key].length,
                value.length,
                RECORD_KEYS[key],
                value,
                HEADERS.get(accountOf(key)),
                Optional.<Integer>empty());
    }

    private static int accountOf(int key) {
        return key == KEYS - 1 ? 1 : 0;
    }

    String account() {
        return ACCOUNTS.get(accountOf(key));
    }

    long offset() {
        return record.offset();
    }

    /** Whether StarRocks refuses its rows of a table. */
    boolean isRefused(boolean root) {
        return kind == (root ? Kind.ROOT_REFUSED : Kind.CHILD_REFUSED);
    }

    @Override
    public String toString() {
        return "p" + record.partition() + "@" + offset() + " key " + key + " version " + version + " items " + items
                + (kind == Kind.GOOD ? "" : " " + kind);
    }

    private static byte[][] keys() {
        var keys = new byte[KEYS][];
        for (var key = 0; key < KEYS; key++) {
            keys[key] = (ACCOUNTS.get(accountOf(key)) + ":" + key).getBytes(UTF_8);
        }
        return keys;
    }

    private static byte[][][] values(String array) {
        var values = new byte[KEYS][(VERSIONS + 1) * (ITEMS + 1)][];
        for (var key = 0; key < KEYS; key++) {
            for (var version = 0; version <= VERSIONS; version++) {
                for (var items = 0; items <= ITEMS; items++) {
                    var list = new StringBuilder();
                    for (var item = 0; item < items; item++) {
                        list.append(item == 0 ? "" : ",")
                                .append("{\"item\":")
                                .append(item)
                                .append('}');
                    }
                    values[key][version * (ITEMS + 1) + items] = "{\"id\":%d,\"ts\":%d,\"name\":\"n\",\"%s\":[%s]}"
                            .formatted(key, version, array, list)
                            .getBytes(UTF_8);
                }
            }
        }
        return values;
    }
}
