package io.bisync.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.bisync.kafka.KafkaClientsAutoConfiguration;
import io.bisync.kafka.SharedKafka;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** What publishing in transactions promises, at a real broker. */
class TransactionsIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String SERVERS = SharedKafka.broker().bootstrapServers();

    private String events = "";
    private String progress = "";

    @BeforeEach
    void createTopics(TestInfo test) throws Exception {
        events = test.getTestMethod().orElseThrow().getName();
        progress = events + ".progress";
        try (var admin = Admin.create(Map.of("bootstrap.servers", SERVERS))) {
            admin.createTopics(List.of(new NewTopic(events, 1, (short) 1), new NewTopic(progress, 1, (short) 1)))
                    .all()
                    .get(60, TimeUnit.SECONDS);
        }
    }

    @Test
    void whatOneTransactionPublishesOnSeveralTopicsIsReadTogether() {
        run(transactions -> {
            try (var publisher = transactions.takeOver("slice-1")) {
                publisher.inTransaction(transaction -> {
                    transaction.publish(events, page(0, 50));
                    transaction.send(note("page 1"));
                    assertThat(read(events)).isEmpty();
                });
                assertThat(settled(events)).hasSize(50);
                assertThat(settled(progress)).containsExactly("page 1");
            }
        });
    }

    @Test
    void aPageThatFailsHalfWayIsNeverRead() {
        run(transactions -> {
            try (var publisher = transactions.takeOver("slice-2")) {
                assertThatThrownBy(() -> publisher.inTransaction(transaction -> {
                            transaction.publish(events, page(0, 25));
                            throw new IllegalStateException("half-way");
                        }))
                        .hasMessage("half-way");
                assertThatThrownBy(() -> publisher.inTransaction(transaction -> {
                            transaction.send(note("page 1"));
                            transaction.send(new ProducerRecord<>(events, new byte[2 * 1024 * 1024]));
                        }))
                        .isInstanceOf(PublishFailedException.class)
                        .hasMessageContainingAll("BI-EVENT-01", "RecordTooLargeException");
                publisher.inTransaction(transaction -> transaction.publish(events, page(25, 5)));
                assertThat(settled(events)).hasSize(5);
                assertThat(settled(progress)).isEmpty();
            }
        });
    }

    @Test
    void whoeverTakesAnIdOverShutsOutWhoHadItBefore() {
        run(transactions -> {
            try (var old = transactions.takeOver("slice-3")) {
                var successor = new AtomicReference<TransactionalPublisher>();
                assertThatThrownBy(() -> old.inTransaction(transaction -> {
                            transaction.publish(events, page(0, 10));
                            transaction.acknowledged();
                            successor.set(transactions.takeOver("slice-3"));
                        }))
                        .isInstanceOf(TransactionLostException.class)
                        .hasMessageContaining("BI-PUB-02");
                assertThatThrownBy(() -> old.inTransaction(transaction -> transaction.publish(events, page(0, 10))))
                        .isInstanceOf(TransactionLostException.class);
                try (var publisher = successor.get()) {
                    publisher.inTransaction(transaction -> transaction.publish(events, page(10, 3)));
                }
                assertThat(settled(events)).hasSize(3);
            }
        });
    }

    @Test
    void aConsumersOffsetsMoveWithWhatCameOfTheRecordsOrNotAtAll() {
        var from = new TopicPartition(progress, 0);
        run(transactions -> {
            try (var publisher = transactions.takeOver("copy");
                    var consumer = consumer(events)) {
                publisher.inTransaction(transaction -> transaction.send(note("one")));
                consumer.assign(List.of(from));
                consumer.seekToBeginning(List.of(from));
                var polled = new ArrayList<byte[]>();
                await().atMost(LIMIT).until(() -> {
                    consumer.poll(Duration.ofMillis(100)).forEach(it -> polled.add(it.value()));
                    return polled.size() == 1;
                });
                var next = Map.of(from, new OffsetAndMetadata(1));
                assertThatThrownBy(() -> publisher.inTransaction(transaction -> {
                            transaction.send(new ProducerRecord<>(events, polled.getFirst()));
                            transaction.commit(next, consumer.groupMetadata());
                            throw new IllegalStateException("between");
                        }))
                        .hasMessage("between");
                assertThat(consumer.committed(Set.of(from))).containsEntry(from, null);
                assertThat(settled(events)).isEmpty();
                publisher.inTransaction(transaction -> {
                    transaction.send(new ProducerRecord<>(events, polled.getFirst()));
                    transaction.commit(next, consumer.groupMetadata());
                });
                assertThat(consumer.committed(Set.of(from))).isEqualTo(next);
                assertThat(settled(events)).containsExactly("one");
            }
        });
    }

    @Test
    void whoStandsStillKeepsReadersWaitingNoLongerThanTheTimeoutAndCommitsNothing() {
        service()
                .withPropertyValues("bi.kafka.producer.transaction.timeout.ms=1000")
                .run(context -> {
                    var transactions = context.getBean(Transactions.class);
                    try (var stalled = transactions.takeOver("stalled");
                            var next = transactions.takeOver("next")) {
                        var open = new CountDownLatch(1);
                        var goesOn = new CountDownLatch(1);
                        var failure = new AtomicReference<Throwable>();
                        var thread = Thread.ofVirtual().start(() -> {
                            try {
                                stalled.inTransaction(transaction -> {
                                    transaction.publish(events, page(0, 10));
                                    transaction.acknowledged();
                                    open.countDown();
                                    pass(goesOn);
                                });
                            } catch (RuntimeException lost) {
                                failure.set(lost);
                            }
                        });
                        pass(open);
                        next.inTransaction(transaction -> transaction.publish(events, page(10, 2)));
                        await().atMost(LIMIT)
                                .untilAsserted(() -> assertThat(read(events)).hasSize(2));
                        goesOn.countDown();
                        thread.join();
                        assertThat(failure.get()).isInstanceOf(TransactionLostException.class);
                        assertThat(read(events)).hasSize(2);
                    }
                });
    }

    @Test
    void withoutANameThatAllItsPodsShareThereAreNoTransactions() {
        service().withPropertyValues("spring.application.name=").run(context -> {
            assertThat(context).hasNotFailed();
            assertThatThrownBy(() -> context.getBean(Transactions.class))
                    .rootCause()
                    .isInstanceOfSatisfying(
                            NoStableIdException.class,
                            it -> assertThat(new NoStableIdFailureAnalyzer()
                                            .analyze(it, it)
                                            .getAction())
                                    .contains("Set spring.application.name"));
        });
    }

    @FunctionalInterface
    private interface Rule {
        void hold(Transactions transactions) throws Exception;
    }

    private static void run(Rule rule) {
        service().run(context -> rule.hold(context.getBean(Transactions.class)));
    }

    private static ApplicationContextRunner service() {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        KafkaAutoConfiguration.class,
                        KafkaClientsAutoConfiguration.class,
                        EventAutoConfiguration.class))
                .withPropertyValues("spring.kafka.bootstrap-servers=" + SERVERS, "spring.application.name=sample");
    }

    private static List<Event> page(long from, int count) {
        return LongStream.range(from, from + count)
                .mapToObj(id -> new Event(
                        "sample",
                        "7",
                        "order",
                        String.valueOf(id),
                        1L,
                        null,
                        Origin.HISTORY,
                        String.valueOf(id).getBytes(UTF_8)))
                .toList();
    }

    private ProducerRecord<byte[], byte[]> note(String text) {
        return new ProducerRecord<>(progress, text.getBytes(UTF_8));
    }

    private static void pass(CountDownLatch latch) {
        try {
            assertThat(latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same when no transaction is open any more: markers come a moment after the commit that they stand for. */
    private static List<String> settled(String topic) {
        await().atMost(LIMIT)
                .until(() -> end(topic, IsolationLevel.READ_COMMITTED) == end(topic, IsolationLevel.READ_UNCOMMITTED));
        return read(topic);
    }

    private static long end(String topic, IsolationLevel isolation) throws Exception {
        var partition = new TopicPartition(topic, 0);
        try (var admin = Admin.create(Map.of("bootstrap.servers", SERVERS))) {
            return admin.listOffsets(Map.of(partition, OffsetSpec.latest()), new ListOffsetsOptions(isolation))
                    .partitionResult(partition)
                    .get()
                    .offset();
        }
    }

    /** What a reader of what is committed can read now. */
    private static List<String> read(String topic) {
        var partition = new TopicPartition(topic, 0);
        var values = new ArrayList<String>();
        try (var consumer = consumer("reader")) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            var end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(it -> values.add(new String(it.value(), UTF_8)));
            }
        }
        return values;
    }

    private static KafkaConsumer<byte[], byte[]> consumer(String group) {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        SERVERS,
                        "group.id",
                        group,
                        "enable.auto.commit",
                        false,
                        "isolation.level",
                        "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
