package io.bisync.loading.kafka;

import static io.bisync.loading.kafka.LoadingBroker.await;
import static io.bisync.loading.kafka.LoadingStage.failures;
import static io.bisync.loading.kafka.WholeStage.lines;
import static io.bisync.loading.kafka.WholeStage.without;
import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.loading.report.LoadingHealthIndicator;
import io.bisync.local.postgres.LocalPostgres;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What others have to cure: each is told and counted once by its code, each end is told once, and nothing is lost. */
@ExtendWith(OutputCaptureExtension.class)
class OutagesIT {

    private static LocalPostgres postgres;

    @BeforeAll
    static void start(@TempDir Path data) {
        postgres = LocalPostgres.start(data);
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    /** The other tests' broker too. */
    @AfterEach
    void leaveTheBrokerRunning() {
        var kafka = LoadingBroker.shared().kafka;
        if (ProcessHandle.of(kafka.pid()).filter(ProcessHandle::isAlive).isEmpty()) {
            kafka.restart();
        }
    }

    @Test
    void starRocksGoesAwayThenRefusesThePasswordThenWorks(CapturedOutput output) throws Exception {
        try (var stage = new WholeStage("away", postgres)) {
            stage.createTables();
            stage.sendOrder(1);
            stage.start();
            stage.loads("1");

            stage.stopStarRocks();
            stage.sendOrder(2);
            begins(stage, "BI-LOAD-01", "BI-SR-01");
            stage.startStarRocks();
            stage.loads("1", "2");
            assertTold(stage, output, "BI-LOAD-01");

            stage.stopStarRocks();
            stage.startStarRocksWithAnotherPassword();
            stage.sendOrder(3);
            begins(stage, "BI-LOAD-04", "BI-SR-04");
            stage.stopStarRocks();
            stage.startStarRocks();
            stage.loads("1", "2", "3");
            assertTold(stage, output, "BI-LOAD-04");
            assertThat(stage.broker.deadLetters(stage.topic)).isEmpty();
        }
    }

    @Test
    void missingTablesAndColumnsAreNamedUntilTheyAreThere(CapturedOutput output) throws Exception {
        try (var stage = new WholeStage("missing", postgres)) {
            var tables = WholeService.ORDER.tables();
            stage.apply(tables.getFirst().ddl());
            stage.sendOrder(1);
            stage.start();
            begins(stage, "BI-LOAD-04", "BI-SCHEMA-01");
            differs(output, 1, "Table ods_whole_order does not exist");

            stage.apply(without(tables.getLast(), "amount"));
            // Without the column StarRocks would load the others and say nothing: the load is held back.
            differs(output, 2, "Column ods_whole_order.amount is missing");
            assertThat(stage.count("bi.schema.problems", "BI-SCHEMA-01")).isEqualTo(2);
            begins(stage, "BI-LOAD-04", "BI-SCHEMA-01");

            stage.apply("ALTER TABLE ods_whole_order ADD COLUMN amount DECIMAL(18, 4) NULL;");
            await("a comparison that finds nothing")
                    .untilAsserted(() -> assertThat(lines(output, "The live tables are as declared now"))
                            .hasSize(1));
            stage.loads("1");
            assertTold(stage, output, "BI-LOAD-04");
        }
    }

    @Test
    void aRowThatNoChangeReplacesIsTold(CapturedOutput output) throws Exception {
        try (var stage = new WholeStage("frozen", postgres)) {
            stage.createTables();
            stage.plant("INSERT INTO ods_whole_order_item (account_id, id, item, record_version, is_deleted)"
                    + " VALUES ('7', 5, 6, 9223372036854775807, false)");
            stage.start();

            await("a count")
                    .untilAsserted(() ->
                            assertThat(frozen(stage, "ods_whole_order_item")).isEqualTo(1));
            await("a count")
                    .untilAsserted(
                            () -> assertThat(frozen(stage, "ods_whole_order")).isZero());
            assertThat(lines(output, "BI-SCHEMA-02"))
                    .singleElement()
                    .satisfies(it -> assertThat(it).contains("ods_whole_order_item", "id=5, item=6"));
            assertThat(stage.count("bi.schema.problems", "BI-SCHEMA-02")).isEqualTo(1);
        }
    }

    private static double frozen(WholeStage stage, String table) {
        return stage.service()
                .getBean(MeterRegistry.class)
                .get("bi.schema.frozen.rows")
                .tag("table", table)
                .gauge()
                .value();
    }

    private static void differs(CapturedOutput output, int times, String last) {
        await(last)
                .untilAsserted(() -> assertThat(lines(output, "BI-SCHEMA-01 Live tables differ"))
                        .hasSize(times)
                        .last()
                        .satisfies(it -> assertThat(it).contains(last)));
    }

    @Test
    void kafkaIsAbsentAtTheStartAndGoesAwayLater(CapturedOutput output) throws Exception {
        try (var stage = new WholeStage("broker", postgres)) {
            stage.createTables();
            stage.sendOrder(1);
            stage.broker.kafka.kill();
            stage.start("bi.topics.patience=1s");
            assertThat(lines(output, "BI-TOPIC-05 A Kafka broker does not answer"))
                    .hasSize(1);
            assertThat(stage.count("bi.topics.problems", "BI-TOPIC-05")).isEqualTo(1);
            stage.broker.kafka.restart();
            stage.loads("1");
            await("the broker")
                    .untilAsserted(() -> assertThat(lines(output, "A Kafka broker answers again"))
                            .hasSize(1));

            stage.broker.kafka.kill();
            await("an outage")
                    .untilAsserted(() -> assertThat(lines(output, "BI-TOPIC-05 A Kafka broker does not answer"))
                            .hasSize(2));
            assertThat(stage.count("bi.topics.problems", "BI-TOPIC-05")).isEqualTo(2);
            stage.broker.kafka.restart();
            stage.sendOrder(2);
            stage.loads("1", "2");
            await("the broker")
                    .untilAsserted(() -> assertThat(lines(output, "A Kafka broker answers again"))
                            .hasSize(2));
            assertThat(lines(output, "BI-TOPIC-05 A Kafka broker does not answer"))
                    .hasSize(2);
        }
    }

    private static void begins(WholeStage stage, String code, String reason) {
        await(code).untilAsserted(() -> assertThat(failures(stage.service())).containsExactly(code));
        assertThat(stage.service()
                        .getBean(LoadingHealthIndicator.class)
                        .health()
                        .toString())
                .contains(reason);
    }

    /** One partition was in failure for this, once. */
    private static void assertTold(WholeStage stage, CapturedOutput output, String code) {
        assertThat(stage.count("bi.loading.failures", code)).isEqualTo(1);
        assertThat(lines(output, code + " Resting")).hasSize(1);
        assertThat(lines(output, "Loads again after " + code)).hasSize(1);
    }
}
