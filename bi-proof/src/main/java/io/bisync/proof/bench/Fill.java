package io.bisync.proof.bench;

import io.bisync.event.Event;
import io.bisync.event.EventPublisher;
import io.bisync.record.RecordSchema;
import io.bisync.row.Normalised;
import io.bisync.row.Normaliser;
import io.bisync.row.RangeBuffer;
import io.bisync.row.SourceRecord;
import io.bisync.table.Entity;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/** Publishes the backlog by the service's own publisher, page by page as pulls do, several merchants at a time. */
final class Fill {

    /**
     * What was published.
     *
     * @param growth bytes of rows per byte of value, by the product's own normaliser over the first of the first merchant's orders
     */
    record Filled(long records, long valueBytes, double growth) {}

    private static final int SIDE_BY_SIDE = 3;

    /** So many bytes of orders say how large their rows are: about one merchant's. */
    private static final int SAMPLE = 24_000_000;

    private static final int SMALL = 1_700;

    private final LongAdder records = new LongAdder();
    private final LongAdder valueBytes = new LongAdder();

    private Fill() {}

    static void run(Task task) {
        try (var service = Service.atRest(task.bootstrapServers())) {
            Entity entity = Service.orders();
            EventPublisher publisher = service.getBean(EventPublisher.class);
            task.found(new Fill().fill(task, entity, publisher));
        }
    }

    private Filled fill(Task task, Entity entity, EventPublisher publisher) {
        int merchants = Math.toIntExact((task.records() + Orders.PUBLISHED - 1) / Orders.PUBLISHED);
        long each = (task.records() + merchants - 1) / merchants;
        try (var threads = Executors.newFixedThreadPool(SIDE_BY_SIDE)) {
            List<? extends Future<?>> all = IntStream.rangeClosed(1, merchants)
                    .mapToObj(account -> threads.submit(
                            () -> orders(task, account, entity).pages(each, page -> publish(page, publisher))))
                    .toList();
            for (Future<?> one : all) {
                one.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while filling the topic", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("The topic could not be filled", e.getCause());
        }
        if (records.sum() < task.records()) {
            throw new IllegalStateException(
                    "Only %d orders of %d were large enough".formatted(records.sum(), task.records()));
        }
        return new Filled(records.sum(), valueBytes.sum(), growth(task, entity));
    }

    private static Orders orders(Task task, int account, Entity entity) {
        return new Orders(account, task.seed(), Orders.MADE, new Enlarged(task.orderKb()), entity);
    }

    private void publish(List<Event> page, EventPublisher publisher) {
        publisher.publish(Service.LIVE, page);
        records.add(page.size());
        page.forEach(event -> valueBytes.add(event.value().length));
    }

    private static double growth(Task task, Entity entity) {
        var rangeBuffer = new RangeBuffer(entity);
        var normaliser = new Normaliser(new RecordSchema(entity));
        var values = new LongAdder();
        orders(task, 1, entity)
                .pages(
                        SAMPLE / Math.max(SMALL, task.orderKb() << 10),
                        page -> page.forEach(event -> {
                            var record = new SourceRecord(
                                    Service.LIVE,
                                    0,
                                    values.sum(),
                                    null,
                                    event.value(),
                                    event.account(),
                                    event.version());
                            if (normaliser.normalise(record, rangeBuffer) instanceof Normalised.Rejected rejected) {
                                throw new IllegalStateException("An invented order does not fit: " + rejected);
                            }
                            values.add(event.value().length);
                        }));
        long rows = rangeBuffer.tables().stream().mapToLong(it -> it.bytes()).sum();
        return (double) rows / values.sum();
    }
}
