package io.bisync.proof.crash.ledger;

import io.bisync.proof.crash.ledger.Orders.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Writes a lane's records and keeps those that are acknowledged. */
public final class Writer {

    /** What a batch has to have in it. */
    public enum Poison {
        SELDOM,
        FOR_STARROCKS,
        ANY
    }

    private static final int KEYS = 5;
    /** Room for a version that comes late. */
    private static final int STEP = 10;

    private final KafkaProducer<byte[], byte[]> producer;
    private final Orders orders;
    private final List<Written> written = new ArrayList<>();
    private final Map<Integer, Long> ends = new HashMap<>();
    private final Map<Long, Long> versions = new HashMap<>();

    public Writer(KafkaProducer<byte[], byte[]> producer, Orders orders) {
        this.producer = producer;
        this.orders = orders;
    }

    /** Writes a batch about orders from {@code base} on, and returns when all of it is acknowledged. */
    public void write(long base, Poison poison, RandomGenerator dice) {
        var count = 6 + dice.nextInt(24);
        var kinds = new ArrayList<Kind>();
        for (var i = 0; i < count; i++) {
            kinds.add(Kind.GOOD);
        }
        var bad = switch (poison) {
            case SELDOM -> dice.nextInt(5) == 0 ? 1 : 0;
            case FOR_STARROCKS, ANY -> 1 + dice.nextInt(2);
        };
        for (var i = 0; i < bad; i++) {
            kinds.set(dice.nextInt(count), bad(poison, dice));
        }
        var sent = new ArrayList<Future<RecordMetadata>>();
        var records = new ArrayList<Written>();
        for (var kind : kinds) {
            var id = base + dice.nextInt(KEYS);
            var next = versions.merge(id, (long) STEP, Long::sum);
            // Some events come late: with a version that is new, and older than what is there.
            var late = next > 2 * STEP && dice.nextInt(8) == 0;
            var version = late ? next - STEP - 1 - dice.nextInt(STEP / 2) : next;
            sent.add(producer.send(orders.message(id, version, kind)));
            records.add(new Written(id, version, kind, 0, 0));
        }
        for (var i = 0; i < sent.size(); i++) {
            var at = TestBed.answer(sent.get(i));
            var record = records.get(i);
            written.add(new Written(record.id(), record.version(), record.kind(), at.partition(), at.offset()));
            ends.merge(at.partition(), at.offset() + 1, Math::max);
        }
    }

    /** What was written about orders with ids in {@code [from, to)}. */
    public List<Written> written(long from, long to) {
        return written.stream().filter(it -> it.id() >= from && it.id() < to).toList();
    }

    /** The offset after the last acknowledged record, by partition. */
    public Map<Integer, Long> ends() {
        return Map.copyOf(ends);
    }

    private static Kind bad(Poison poison, RandomGenerator dice) {
        var some = dice.nextInt(poison == Poison.FOR_STARROCKS ? 2 : 3);
        return some == 0 ? Kind.ROOT_REFUSED : some == 1 ? Kind.ITEM_REFUSED : Kind.REJECTED;
    }
}
