package io.bisync.run.work;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bisync.account.Account;
import io.bisync.account.AppKind;
import io.bisync.event.Event;
import io.bisync.event.EventAutoConfiguration;
import io.bisync.event.EventProducer;
import io.bisync.event.Origin;
import io.bisync.event.Transactions;
import io.bisync.kafka.KafkaClients;
import io.bisync.kafka.KafkaClientsAutoConfiguration;
import io.bisync.kafka.SharedKafka;
import io.bisync.kafka.TestTopics;
import io.bisync.run.InMemoryLedger;
import io.bisync.run.LoadableEntity;
import io.bisync.run.SliceKind;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** Processes that work off slices of one source, at a real broker. */
final class Stage implements AutoCloseable {

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        KafkaAutoConfiguration.class,
        KafkaClientsAutoConfiguration.class,
        EventAutoConfiguration.class
    })
    static class Service {}

    static final LoadableEntity LOADABLE =
            new LoadableEntity("order", null, null, Map.of(SliceKind.HISTORY, Duration.ofDays(7)));
    static final String GROUP = "loaders";
    static final Duration LEASE = Duration.ofSeconds(5);

    private static final ConfigurableApplicationContext SERVICE = new SpringApplicationBuilder(Service.class)
            .web(WebApplicationType.NONE)
            .run(
                    "--spring.kafka.bootstrap-servers=" + SharedKafka.broker().bootstrapServers(),
                    "--spring.application.name=stage");

    final String source;
    final String topic;
    final InMemoryLedger ledger;
    final TestTopics topics = new TestTopics();
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final InstantSource clock;
    private final List<SliceWorkers> processes = new ArrayList<>();

    /** @param clock of ledger and processes */
    Stage(String source, InstantSource clock) throws Exception {
        this.source = source;
        this.clock = clock;
        topic = "erp." + source + ".order.history";
        ledger = new InMemoryLedger(clock);
        make(topic);
        make(SliceTopic.name(source));
    }

    void make(String name) throws Exception {
        topics.admin()
                .createTopics(List.of(new NewTopic(name, 1, (short) 1)))
                .all()
                .get();
    }

    Transactions transactions() {
        return SERVICE.getBean(Transactions.class);
    }

    SliceTopic progress() {
        var settings = SERVICE.getBean(KafkaClients.class).handling();
        return new SliceTopic(source, () -> new KafkaConsumer<byte[], byte[]>(settings), topics.admin());
    }

    /** A process that begins to claim. */
    SliceWorkers start(String holder, SliceWork work) {
        var loaded = new LoadedEnds(topics.admin(), it -> it.equals(topic) ? GROUP + "." + source : null);
        var meters = new RunMeters(registry);
        var progress = progress();
        var workers = new SliceWorkers(
                source,
                List.of(LOADABLE),
                ledger,
                new SliceRunner(byKind(work), transactions(), progress, loaded, meters),
                loaded,
                slice -> {
                    var _ = SERVICE.getBean(EventProducer.class).operations().send(progress.forgotten(slice.id()));
                },
                holder,
                new RunProperties(Duration.ofMillis(100), 4, LEASE, Duration.ofSeconds(5)),
                clock,
                meters);
        processes.add(workers);
        workers.start();
        return workers;
    }

    private static Map<SliceKind, SliceWork> byKind(SliceWork work) {
        return work.kinds().stream().collect(Collectors.toMap(it -> it, _ -> work));
    }

    void add(long slice, String account) {
        ledger.add(
                slice,
                1,
                new Account(account, source, "Shop " + account, AppKind.OWN, "key", true, null),
                "order",
                Instant.EPOCH,
                Instant.EPOCH.plus(Duration.ofDays(7)));
    }

    /** Says for the group that it has loaded everything that is there. */
    void load() throws Exception {
        var end = topics.admin()
                .listOffsets(Map.of(partition(), OffsetSpec.latest()))
                .partitionResult(partition())
                .get()
                .offset();
        loaded(end);
    }

    void loaded(long offset) throws Exception {
        topics.admin()
                .alterConsumerGroupOffsets(GROUP + "." + source, Map.of(partition(), new OffsetAndMetadata(offset)))
                .all()
                .get();
    }

    /** The ids of all rows that are committed, in their order. */
    List<String> rows() {
        return topics.values(topic);
    }

    /** The rows of so many pages, each once. */
    static List<String> pages(long slice, int pages) {
        return IntStream.range(0, pages)
                .boxed()
                .flatMap(page -> page(slice, page).stream())
                .map(it -> new String(it.value(), UTF_8))
                .toList();
    }

    static List<Event> page(long slice, int number) {
        return IntStream.range(0, 3)
                .mapToObj(row -> slice + "-" + number + "-" + row)
                .map(id -> new Event("stage", "1", "order", id, 1L, null, Origin.HISTORY, id.getBytes(UTF_8)))
                .toList();
    }

    private TopicPartition partition() {
        return new TopicPartition(topic, 0);
    }

    @Override
    public void close() {
        processes.forEach(SliceWorkers::stop);
        topics.close();
    }
}
