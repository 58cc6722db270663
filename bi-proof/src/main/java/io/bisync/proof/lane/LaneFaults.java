package io.bisync.proof.lane;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bisync.local.kafka.LocalKafka;
import io.bisync.local.process.ChildProcess;
import io.bisync.local.process.Program;
import io.bisync.proof.faults.FaultReport;
import io.bisync.proof.faults.FaultRow;
import io.bisync.proof.probe.Patience;
import io.bisync.proof.probe.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;

/** Members that handle records while more come: they are killed, stand still, and lose partitions to others. */
public final class LaneFaults {

    private static final String TOPIC = "lanes.work";
    private static final int PARTITIONS = 3;
    private static final int KEYS = 17;
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration BETWEEN_RECORDS = Duration.ofMillis(10);

    private final Path folder;
    private final LocalKafka kafka;
    private final Admin admin;
    private final Random random;
    private final Handling handling;
    private final String protocol;
    private final List<Member> members = new ArrayList<>();
    private final LaneBooks books = new LaneBooks();
    private int started;

    /**
     * One process.
     *
     * @param id the name under which its transactions run; who comes after a killed one takes it over
     */
    private record Member(String id, ChildProcess process) {}

    private LaneFaults(Path folder, LocalKafka kafka, Admin admin, Handling handling, long seed) {
        this.folder = folder;
        this.kafka = kafka;
        this.admin = admin;
        this.handling = handling;
        this.random = new Random(seed);
        this.protocol = seed % 2 == 0 ? "classic" : "consumer";
    }

    /**
     * Carries strikes out, one kind after the other, and adds a row for each kind.
     *
     * @param folder is filled with the broker's files and the members' logs
     * @param seed which member is struck, and the protocol of their group
     */
    public static void run(
            Path folder, Handling handling, long seed, int strikes, FaultReport report, Consumer<String> told) {
        try (var kafka = LocalKafka.start(folder.resolve("kafka"));
                var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            new LaneFaults(folder, kafka, admin, handling, seed).run(strikes, report, told);
        }
    }

    private void run(int strikes, FaultReport report, Consumer<String> told) {
        create();
        Map<LaneStrike, Integer> injected = new EnumMap<>(LaneStrike.class);
        Map<LaneStrike, Integer> struck = new EnumMap<>(LaneStrike.class);
        var ends = new AtomicBoolean();
        var writer = Thread.ofVirtual().name("lanes-writer").start(() -> write(ends));
        try {
            join("a");
            join("b");
            awaitWork();
            for (var i = 0; i < strikes; i++) {
                var kind = handling.strikes().get(i % handling.strikes().size());
                injected.merge(kind, 1, Integer::sum);
                struck.merge(kind, strike(kind) ? 1 : 0, Integer::sum);
            }
            ends.set(true);
            writer.join();
            var through = Patience.await(() -> lag() == 0, LOOK, LIMIT);
            read();
            told.accept("%s (%s): %d records handled again; %s"
                    .formatted(
                            handling.kit(),
                            protocol,
                            books.repeated(),
                            through ? "no lag" : "STILL A LAG OF " + lag()));
            if (books.lost() > 0) {
                told.accept("%s: never handled (key, number): %s".formatted(handling.kit(), books.missing()));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            ends.set(true);
            members.forEach(it -> it.process().kill());
        }
        // Whose harm it is cannot be told in the end, so every row carries all of it.
        injected.forEach((kind, times) -> report.add(new FaultRow(
                handling.kit(),
                kind.fault(),
                times,
                struck.getOrDefault(kind, 0),
                books.lost(),
                handling == Handling.EXACTLY_ONCE ? books.repeated() : 0,
                books.outOfOrder(),
                List.of())));
    }

    private boolean strike(LaneStrike kind) {
        var victim = members.get(random.nextInt(members.size()));
        return switch (kind) {
            case DRAIN -> {
                var before = said("BI-LANE-04");
                join("c");
                var did = await(() -> said("BI-LANE-04") > before);
                leave(members.getLast());
                yield did;
            }
            case KILL -> {
                var behind = lag();
                victim.process().kill();
                members.remove(victim);
                join(victim.id());
                yield behind > 0 && awaitWork();
            }
            case STAND_STILL -> {
                var before = said(handling.shutOut());
                victim.process().signal("STOP");
                // The others take its partitions over.
                LockSupport.parkNanos(session().plusSeconds(3).toNanos());
                victim.process().signal("CONT");
                yield await(() -> said(handling.shutOut()) > before);
            }
        };
    }

    /** In the newer protocol the broker decides, and not for less than this. */
    private Duration session() {
        return protocol.equals("classic") ? LaneMember.SESSION : Duration.ofSeconds(45);
    }

    private void leave(Member member) {
        member.process().terminate(Duration.ofSeconds(20));
        members.remove(member);
    }

    private void join(String id) {
        started++;
        var name = "member-" + started;
        members.add(new Member(
                id,
                ChildProcess.start(Program.sibling(
                        name,
                        folder,
                        List.of("-Xmx96m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                        LaneMember.class,
                        List.of(kafka.bootstrapServers(), TOPIC, protocol, handling.name(), id)))));
    }

    /** What is committed goes on. */
    private boolean awaitWork() {
        var before = committed();
        return await(() -> committed() > before);
    }

    private static boolean await(BooleanSupplier condition) {
        return Patience.await(condition, LOOK, LIMIT);
    }

    /** How often the members' logs say something. */
    private long said(String words) {
        var count = 0L;
        for (var number = 1; number <= started; number++) {
            try (var lines = Files.lines(folder.resolve("member-" + number + ".log"))) {
                count += lines.filter(it -> it.contains(words)).count();
            } catch (IOException notYet) {
                // A member that has just been started.
            }
        }
        return count;
    }

    private void create() {
        try {
            admin.createTopics(List.of(
                            new NewTopic(TOPIC, PARTITIONS, (short) 1),
                            new NewTopic(TOPIC + "-dlt", PARTITIONS, (short) 1),
                            new NewTopic(TOPIC + LaneMember.HANDLED, 1, (short) 1)))
                    .all()
                    .get();
        } catch (Exception failed) {
            throw new IllegalStateException("The topics cannot be made", failed);
        }
    }

    private void write(AtomicBoolean ends) {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            for (var i = 0; !ends.get(); i++) {
                var key = "k" + i % KEYS;
                var number = books.next(key);
                var _ = producer.send(new ProducerRecord<>(TOPIC, key, String.valueOf(number)), (_, failure) -> {
                    if (failure != null) {
                        books.unacknowledged(key, number);
                    }
                });
                LockSupport.parkNanos(BETWEEN_RECORDS.toNanos());
            }
        }
    }

    private void read() {
        new Topics(kafka.bootstrapServers())
                .read(
                        Set.of(TOPIC + LaneMember.HANDLED),
                        it -> books.handled(
                                new String(it.key(), UTF_8), Integer.parseInt(new String(it.value(), UTF_8))));
    }

    private long lag() {
        try {
            var ends = admin.listOffsets(
                            partitions().stream().collect(Collectors.toMap(it -> it, _ -> OffsetSpec.latest())))
                    .all()
                    .get();
            return ends.values().stream().mapToLong(it -> it.offset()).sum() - committed();
        } catch (Exception failed) {
            throw new IllegalStateException("The ends of the topic cannot be read", failed);
        }
    }

    private long committed() {
        try {
            return admin
                    .listConsumerGroupOffsets(TOPIC + "." + handling.factory())
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .values()
                    .stream()
                    .mapToLong(it -> it == null ? 0 : it.offset())
                    .sum();
        } catch (Exception none) {
            return 0;
        }
    }

    private static List<TopicPartition> partitions() {
        return IntStream.range(0, PARTITIONS)
                .mapToObj(it -> new TopicPartition(TOPIC, it))
                .toList();
    }
}
