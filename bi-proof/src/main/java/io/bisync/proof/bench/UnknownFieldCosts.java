package io.bisync.proof.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bisync.event.Event;
import io.bisync.privacy.Privacy;
import io.bisync.privacy.UnknownFields;
import io.bisync.record.RecordSchema;
import io.bisync.record.Redactor;
import io.bisync.row.Normalised;
import io.bisync.row.Normaliser;
import io.bisync.row.RangeBuffer;
import io.bisync.row.SourceRecord;
import io.bisync.secret.SealingKey;
import io.bisync.table.Entity;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What unknown fields cost a record: sealing them when it is published, and looking at their seals when it is loaded.
 * On one thread, in this process: the differences between the lines are the figures, not the lines.
 */
final class UnknownFieldCosts {

    private static final List<Integer> FIELDS = List.of(0, 1, 5);
    private static final int ORDERS = 1_000;
    private static final int WARM_UP = 20;
    private static final int ROUNDS = 20;

    private final Entity entity =
            Service.orders().under(Privacy.of(UnknownFields.SEALED, Set.of(), SealingKey.open(SealingFile.PATH)));

    void tell(long seed, Consumer<String> told) {
        var orders = orders(seed);
        for (int fields : FIELDS) {
            var clear = orders.stream().map(it -> with(fields, it)).toList();
            var published = clear.stream().map(this::published).toList();
            for (int i = 0; i < WARM_UP; i++) {
                publish(clear);
                load(published);
            }
            long start = System.nanoTime();
            for (int i = 0; i < ROUNDS; i++) {
                publish(clear);
            }
            long between = System.nanoTime();
            for (int i = 0; i < ROUNDS; i++) {
                load(published);
            }
            told.accept("unknown fields a record: %d  %6.2f µs to publish, %6.2f µs to normalise"
                    .formatted(fields, micros(between - start), micros(System.nanoTime() - between)));
        }
    }

    private static double micros(long nanos) {
        return nanos / 1_000.0 / ROUNDS / ORDERS;
    }

    /** Orders without any unknown field. */
    private List<byte[]> orders(long seed) {
        var all = new ArrayList<byte[]>();
        new Orders(1, seed, 40 * ORDERS, new Enlarged(0), Service.orders())
                .pages(
                        40L * ORDERS,
                        page -> page.stream()
                                .map(Event::value)
                                .filter(it -> {
                                    var out = new ByteArrayOutputStream();
                                    return new Redactor(new RecordSchema(entity), "1")
                                                    .redact(it, 0, it.length, out)
                                                    .sealed()
                                            == 0;
                                })
                                .forEach(all::add));
        if (all.size() < ORDERS) {
            throw new IllegalStateException("Only %d orders have no unknown field".formatted(all.size()));
        }
        return List.copyOf(all.subList(0, ORDERS));
    }

    /** Every value is another, as it is with people: none is remembered. */
    private static byte[] with(int fields, byte[] order) {
        var json = new StringBuilder(new String(order, 0, order.length - 1, UTF_8));
        for (int i = 0; i < fields; i++) {
            json.append(",\"added_%d\":\"%d-%d\"".formatted(i, order.length * 31L + Arrays.hashCode(order), i));
        }
        return json.append('}').toString().getBytes(UTF_8);
    }

    private byte[] published(byte[] order) {
        var out = new ByteArrayOutputStream(order.length);
        new Redactor(new RecordSchema(entity), "1").redact(order, 0, order.length, out);
        return out.toByteArray();
    }

    private void publish(List<byte[]> orders) {
        var redactor = new Redactor(new RecordSchema(entity), "1");
        for (var order : orders) {
            redactor.redact(order, 0, order.length, new ByteArrayOutputStream(order.length));
        }
    }

    private void load(List<byte[]> published) {
        var rangeBuffer = new RangeBuffer(entity);
        var normaliser = new Normaliser(new RecordSchema(entity));
        for (int i = 0; i < published.size(); i++) {
            var record = new SourceRecord("orders", 0, i, null, published.get(i), "1", null);
            if (!(normaliser.normalise(record, rangeBuffer) instanceof Normalised.Rows)) {
                throw new IllegalStateException("Order %d does not fit".formatted(i));
            }
        }
    }
}
