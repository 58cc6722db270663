package io.bisync.proof.bench;

import io.bisync.local.kafka.LocalKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The filled topic: made once, kept for later runs of the same seed that need no more records than it holds. */
final class Backlog implements AutoCloseable {

    /**
     * What lies on disk.
     *
     * @param orderKb how large the orders were made, 0 for as they are
     */
    record Contents(int form, long seed, int orderKb, long records, long valueBytes, double growth) {
        long meanBytes() {
            return valueBytes / records;
        }
    }

    /** Raised when the same seed would give other orders than before. */
    private static final int FORM = 1;

    static final int PARTITIONS = 6;
    private static final long DISK_PER_RECORD = 1_200;

    /** Of the items that make an order large: they are much alike, and lz4 leaves a thirtieth of them. */
    private static final long DISK_PER_KB = 64;

    private static final long DISK_SPARE = 2L << 30;
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final Duration EMPTY_GROUP = Duration.ofMinutes(1);

    /** Notes without a size are of orders as they are. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private final LocalKafka kafka;
    private final Admin admin;
    private final Path note;

    private Backlog(LocalKafka kafka, Path note) {
        this.kafka = kafka;
        this.note = note;
        this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()));
    }

    /** Starts the broker, on the earlier data if they are of use. */
    static Backlog open(Path folder, BenchSettings settings) throws IOException {
        Path data = folder.resolve("kafka");
        Path note = folder.resolve("backlog.json");
        if (!serves(contents(note), settings)) {
            Files.deleteIfExists(note);
            FileSystemUtils.deleteRecursively(data);
            requireSpace(folder, settings.all() * diskPerRecord(settings) + DISK_SPARE);
        }
        return new Backlog(LocalKafka.start(data), note);
    }

    String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    /** What the topic holds, or null when it has to be filled. */
    @Nullable Contents contents() {
        return contents(note);
    }

    /** Makes the topic. Its records stay until the folder is deleted. */
    void create() {
        answer(admin.createTopics(List.of(new NewTopic(Service.LIVE, PARTITIONS, (short) 1)
                        .configs(Map.of("retention.ms", "-1", "max.message.bytes", String.valueOf(16 << 20)))))
                .all());
    }

    void filled(long seed, int orderKb, Fill.Filled filled) {
        JSON.writeValue(
                note.toFile(),
                new Contents(FORM, seed, orderKb, filled.records(), filled.valueBytes(), filled.growth()));
    }

    long records() {
        return answer(admin.listOffsets(IntStream.range(0, PARTITIONS)
                                .mapToObj(it -> new TopicPartition(Service.LIVE, it))
                                .collect(Collectors.toMap(it -> it, _ -> OffsetSpec.latest())))
                        .all())
                .values()
                .stream()
                .mapToLong(it -> it.offset())
                .sum();
    }

    /** Makes the service begin at the beginning: its group is forgotten, as soon as the last member is. */
    void forgetGroup() {
        long start = System.nanoTime();
        while (true) {
            try {
                admin.deleteConsumerGroups(List.of(Service.GROUP)).all().get(ANSWER.toSeconds(), TimeUnit.SECONDS);
                return;
            } catch (ExecutionException e) {
                if (e.getCause() instanceof GroupIdNotFoundException) {
                    return;
                }
                if (!(e.getCause() instanceof GroupNotEmptyException)
                        || System.nanoTime() - start > EMPTY_GROUP.toNanos()) {
                    throw new IllegalStateException("The group " + Service.GROUP + " cannot be deleted", e);
                }
                LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
            } catch (TimeoutException e) {
                throw new IllegalStateException("The broker does not answer within " + ANSWER, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while asking the broker", e);
            }
        }
    }

    @Override
    public void close() {
        admin.close(ANSWER);
        kafka.close();
    }

    static boolean serves(@Nullable Contents contents, BenchSettings settings) {
        return contents != null
                && contents.form() == FORM
                && contents.seed() == settings.seed()
                && contents.orderKb() == settings.orderKb()
                && contents.records() >= settings.all();
    }

    static @Nullable Contents contents(Path note) {
        return Files.exists(note) ? JSON.readValue(note.toFile(), Contents.class) : null;
    }

    private static long diskPerRecord(BenchSettings settings) {
        return DISK_PER_RECORD + settings.orderKb() * DISK_PER_KB;
    }

    private static void requireSpace(Path folder, long bytes) throws IOException {
        Files.createDirectories(folder);
        long free = Files.getFileStore(folder).getUsableSpace();
        if (free < bytes) {
            throw new IllegalStateException(
                    "The benchmark's topic may need %d MB in %s and %d MB are free; free some, or ask for less with --records"
                            .formatted(bytes >> 20, folder, free >> 20));
        }
    }

    private static <T> T answer(KafkaFuture<T> question) {
        try {
            return question.get(ANSWER.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The broker does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while asking the broker", e);
        }
    }
}
