package io.bisync.proof.lane;

import io.bisync.local.kafka.LocalKafka;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.IntegerSerializer;
import org.springframework.util.FileSystemUtils;

/**
 * The same records with the same work by a plain listener, by lanes and by a share group, one after the other on one broker.
 * Work is waiting, as for the answer of somebody else's service.
 */
final class LaneBench {

    private static final int PARTITIONS = 3;
    private static final int AT_WORK = 16;
    private static final int KEYS = 1_000;
    private static final int WARM_UP = 50;
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Path folder;
    private final Duration length;
    private final Consumer<String> told;

    /**
     * @param length about so long the plain listener takes
     */
    LaneBench(Path folder, Duration length, Consumer<String> told) {
        this.folder = folder;
        this.length = length;
        this.told = told;
    }

    List<LaneFigures> run(List<Integer> works) throws IOException {
        FileSystemUtils.deleteRecursively(folder);
        try (var kafka = LocalKafka.start(folder);
                var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            var all = new ArrayList<LaneFigures>();
            for (int millis : works) {
                told.accept("%d ms of work a record".formatted(millis));
                var topic = "work." + millis;
                var records = Math.toIntExact(PARTITIONS * length.toMillis() / millis);
                admin.createTopics(List.of(
                                new NewTopic(topic, PARTITIONS, (short) 1),
                                new NewTopic(topic + "-dlt", PARTITIONS, (short) 1)))
                        .all()
                        .get();
                fill(kafka.bootstrapServers(), topic, records);
                var figures = new LaneFigures(
                        millis,
                        records,
                        rate(kafka.bootstrapServers(), topic, "handlers", PARTITIONS, millis, records),
                        rate(kafka.bootstrapServers(), topic, "lanes", PARTITIONS, millis, records),
                        rate(kafka.bootstrapServers(), topic, "shared", AT_WORK, millis, records));
                all.add(figures);
            }
            return all;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("Stopped", stopped);
        } catch (ExecutionException refused) {
            throw new IOException("The broker takes no topics", refused);
        }
    }

    private static void fill(String brokers, String topic, int records) {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", brokers),
                new IntegerSerializer(),
                new IntegerSerializer())) {
            for (var i = 0; i < records; i++) {
                var _ = producer.send(new ProducerRecord<>(topic, i % KEYS, i));
            }
        }
    }

    /** Records a second, from the first ones on that were handled to the last. */
    private static double rate(String brokers, String topic, String factory, int consumers, int millis, int records)
            throws InterruptedException {
        var handled = new AtomicLong();
        var begin = new AtomicLong();
        var done = new CountDownLatch(1);
        var settings = Map.<String, Object>of(
                "bi.lanes.workers", AT_WORK,
                "bi.handlers.longest-work", "1s",
                "logging.level.root", "error");
        try (var _ = Worked.start(brokers, topic, factory, consumers, settings, (_, _) -> {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
            var now = handled.incrementAndGet();
            if (now == WARM_UP) {
                begin.set(System.nanoTime());
            } else if (now == records) {
                done.countDown();
            }
        })) {
            if (!done.await(LONGEST.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException(
                        "%s handled %d of %d records within %s".formatted(factory, handled.get(), records, LONGEST));
            }
            return (records - WARM_UP) * 1e9 / (System.nanoTime() - begin.get());
        }
    }
}
