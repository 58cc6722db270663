package io.bisync.proof.crash;

import io.bisync.loading.kafka.LoadingProperties.GroupProtocol;
import io.bisync.local.starrocks.fault.Fault;
import io.bisync.local.starrocks.fault.FaultSwitch;
import io.bisync.proof.crash.gate.Gate;
import io.bisync.proof.crash.ledger.Checker;
import io.bisync.proof.crash.ledger.Findings;
import io.bisync.proof.crash.ledger.Letters;
import io.bisync.proof.crash.ledger.Orders;
import io.bisync.proof.crash.ledger.TestBed;
import io.bisync.proof.crash.ledger.Writer;
import io.bisync.proof.crash.member.Consumers;
import io.bisync.proof.crash.member.MemberSettings;
import io.bisync.proof.crash.member.Mutation;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;

/** One lane's topic, group, tables and gate, and what is asked of them. */
final class Stage implements AutoCloseable {

    private static final int PATIENT_POLL_MILLIS = 120_000;
    private static final long MANY_BYTES = 1 << 20;
    private static final long FEW_BYTES = 1_500;

    private static final Duration SOON = Duration.ofMillis(400);
    private static final List<Fault> SPICES = List.of(
            new Fault.ResetAfterCommit(),
            new Fault.CommitCallFails(),
            new Fault.StatusUnknown(),
            new Fault.PublishTimeout(SOON),
            new Fault.CommitsLate(SOON),
            new Fault.BeginsLate(SOON),
            new Fault.BeginFails(),
            new Fault.PrepareLost(),
            new Fault.TooManyVersions(),
            new Fault.SlowRedirect(SOON));

    final TestBed testBed;
    private final Orders orders;
    final Writer writer;
    final Gate gate;
    final MemberSettings settings;
    private final Letters letters;
    private final Connection connection;
    private final Checker checker;

    /** Makes all of it. */
    Stage(TestBed testBed, Membership membership, int lane) {
        this.testBed = testBed;
        var topic = "crash.orders." + lane;
        var group = "crash." + lane;
        orders = new Orders(lane, topic);
        testBed.create(orders);
        TestBed.answer(testBed.admin
                .createTopics(List.of(
                        new NewTopic(topic, Orders.PARTITIONS, (short) 1),
                        new NewTopic(topic + "-dlt", Orders.PARTITIONS, (short) 1)))
                .all());
        if (membership.protocol() == GroupProtocol.CONSUMER) {
            shortenSession(group);
        }
        writer = new Writer(testBed.producer, orders);
        gate = Gate.open(testBed.starRocks.backend());
        letters = new Letters(testBed.kafka.bootstrapServers(), topic);
        try {
            connection = testBed.connect();
        } catch (SQLException unreachable) {
            throw new IllegalStateException(
                    "The stand-in's PostgreSQL takes no connection for the checker", unreachable);
        }
        checker = new Checker(connection, testBed.starRocks.database(), orders);
        settings = new MemberSettings(
                testBed.kafka.bootstrapServers(),
                testBed.starRocks.frontend(),
                testBed.starRocks.backend().getAuthority(),
                gate.authority(),
                testBed.starRocks.database(),
                testBed.starRocks.username(),
                testBed.starRocks.password(),
                lane,
                topic,
                group,
                membership.protocol(),
                membership.instance(),
                PATIENT_POLL_MILLIS,
                lane % 2 == 0 ? MANY_BYTES : FEW_BYTES,
                0,
                Mutation.NONE);
    }

    /** Lets StarRocks answer one of the next loads in another way than with the truth, or forget it, or take it late. */
    FaultSwitch spice(RandomGenerator dice) {
        return testBed.starRocks
                .faults()
                .next(1, SPICES.get(dice.nextInt(SPICES.size())), orders.rootTable() + "*", "*");
    }

    /** Whether the group has committed all that was acknowledged, as the broker says. */
    boolean isDrained() {
        Map<Integer, Long> committed = new HashMap<>();
        TestBed.answer(testBed.admin.listConsumerGroupOffsets(settings.group()).partitionsToOffsetAndMetadata())
                .forEach((partition, offset) -> {
                    if (offset != null && !offset.metadata().contains(" to=")) {
                        committed.put(partition.partition(), offset.offset());
                    }
                });
        return writer.ends().entrySet().stream().allMatch(it -> it.getValue().equals(committed.get(it.getKey())));
    }

    /** Compares everything about orders with ids in {@code [from, to)}. */
    Findings check(long from, long to) {
        return checker.check(writer.written(from, to), letters.read(), from, to);
    }

    private void shortenSession(String group) {
        TestBed.answer(testBed.admin
                .incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.GROUP, group),
                        List.of(
                                set("consumer.session.timeout.ms", Consumers.SESSION_MILLIS),
                                set("consumer.heartbeat.interval.ms", Consumers.HEARTBEAT_MILLIS))))
                .all());
    }

    private static AlterConfigOp set(String name, int value) {
        return new AlterConfigOp(new ConfigEntry(name, Integer.toString(value)), AlterConfigOp.OpType.SET);
    }

    @Override
    public void close() {
        gate.close();
        letters.close();
        try {
            connection.close();
        } catch (SQLException broken) {
            throw new IllegalStateException("The checker's connection does not close", broken);
        }
    }
}
