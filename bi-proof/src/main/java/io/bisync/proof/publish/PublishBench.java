package io.bisync.proof.publish;

import io.bisync.local.kafka.LocalKafka;
import io.bisync.local.process.ChildProcess;
import io.bisync.local.process.Program;
import io.bisync.proof.publish.PublishChild.Run;
import io.bisync.proof.publish.PublishChild.Task;
import io.bisync.proof.publish.PublishChild.Way;
import io.bisync.proof.report.Median;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.json.JsonMapper;

/** Runs both ways in turn, each in a process of its own, against one broker and one server of pages. */
final class PublishBench {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int PARTITIONS = 6;
    private static final Duration LIMIT = Duration.ofMinutes(20);

    private final Path folder;
    private final int warmUp;
    private final int pages;
    private final int rounds;
    private final Consumer<String> told;

    PublishBench(Path folder, int warmUp, int pages, int rounds, Consumer<String> told) {
        this.folder = folder;
        this.warmUp = warmUp;
        this.pages = pages;
        this.rounds = rounds;
        this.told = told;
    }

    /**
     * All runs, and what they come to for a person.
     *
     * @param bytesOnDisk what an order takes on the broker's disk, compressed
     */
    record Outcome(List<Run> runs, double bytesOnDisk) {

        List<String> text() {
            double bare = median(Way.BARE, it -> it.cpuSeconds() / it.records() * 1e6);
            double product = median(Way.PRODUCT, it -> it.cpuSeconds() / it.records() * 1e6);
            return List.of(
                    line("sends pages as they are", Way.BARE),
                    line("bi-api-jushuitan", Way.PRODUCT),
                    "Ratio of CPU: %.2f".formatted(product / bare),
                    "An order takes %,.0f bytes on the broker's disk".formatted(bytesOnDisk));
        }

        private String line(String name, Way way) {
            return "%-24s %,10.0f records/s %8.2f CPU-s per million"
                    .formatted(
                            name,
                            median(way, it -> it.records() / it.wallSeconds()),
                            median(way, it -> it.cpuSeconds() / it.records() * 1e6));
        }

        private double median(Way way, ToDoubleFunction<Run> figure) {
            return Median.of(runs.stream()
                    .filter(it -> it.way() == way)
                    .map(figure::applyAsDouble)
                    .toList());
        }
    }

    Outcome run() throws IOException {
        FileSystemUtils.deleteRecursively(folder);
        Files.createDirectories(folder);
        try (var kafka = LocalKafka.start(folder.resolve("kafka"));
                var server = PageServer.start()) {
            createTopic(kafka);
            told.accept("Each page has %d orders in %,d bytes".formatted(PageServer.ORDERS, server.bytes()));
            List<Run> runs = new ArrayList<>();
            for (int round = 1; round <= rounds; round++) {
                for (Way way : Way.values()) {
                    var run = measure(way, kafka, server);
                    told.accept("round %d %-8s %6.2f CPU-s per million, %,9.0f records/s"
                            .formatted(
                                    round,
                                    way,
                                    run.cpuSeconds() / run.records() * 1e6,
                                    run.records() / run.wallSeconds()));
                    runs.add(run);
                }
            }
            long orders = (long) rounds * (warmUp + pages) * PageServer.ORDERS;
            return new Outcome(List.copyOf(runs), (double) bytesOnDisk() / orders);
        } finally {
            FileSystemUtils.deleteRecursively(folder.resolve("kafka"));
        }
    }

    /** That of the service is made by itself. */
    private static void createTopic(LocalKafka kafka) {
        try (var admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(PublishChild.TOPIC, PARTITIONS, (short) 1)
                            .configs(Map.of("max.message.bytes", Integer.toString(16 << 20)))))
                    .all()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        }
    }

    private long bytesOnDisk() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("kafka"))) {
            return files.map(Path::toFile)
                    .filter(it -> it.getPath().contains("/" + PublishChild.HISTORY + "-")
                            && it.getName().endsWith(".log"))
                    .mapToLong(File::length)
                    .sum();
        }
    }

    private Run measure(Way way, LocalKafka kafka, PageServer server) throws IOException {
        Path result = folder.resolve("result.json");
        Path file = folder.resolve(way + ".task.json");
        Files.deleteIfExists(result);
        JSON.writeValue(
                file.toFile(),
                new Task(way, kafka.bootstrapServers(), server.address().toString(), warmUp, pages, result.toString()));
        ChildProcess.run(program(way, file), LIMIT);
        return JSON.readValue(result.toFile(), Run.class);
    }

    private Program program(Way way, Path task) {
        return Program.sibling(
                way.name(),
                folder,
                List.of(
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-DJM.SNAPSHOT.PATH=" + folder.resolve("nacos"),
                        "-DJM.log.PATH=" + folder.resolve("nacos"),
                        "-Dlogback.configurationFile=logback-bench.xml"),
                PublishChild.class,
                List.of(task.toString()));
    }
}
