package io.bisync.loading.kafka;

import static io.bisync.loading.kafka.LoadingStage.header;
import static io.bisync.loading.kafka.WholeStage.lines;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.loading.report.LoadingEndpoint;
import io.bisync.local.postgres.LocalPostgres;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Bad and large records among good ones, through a real broker into the StarRocks stand-in. */
@ExtendWith(OutputCaptureExtension.class)
class BadInputIT {

    private static final int ITEMS = 2_000;
    private static final int LARGE = 5_000_000;
    private static final String FORTY_DIGITS = "1234567890".repeat(4);

    private static LocalPostgres postgres;

    @BeforeAll
    static void start(@TempDir Path data) {
        postgres = LocalPostgres.start(data);
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @Test
    void badRecordsAreRejectedByCodeAndEverythingElseIsLoaded(CapturedOutput output) throws Exception {
        try (var stage = new WholeStage("bad.input", postgres)) {
            stage.createTables();
            stage.send(List.of(
                    order(1, "\"amount\":\"1.5\""),
                    order(2, "\"amount\":1e999"),
                    order(3, "\"amount\":" + FORTY_DIGITS),
                    order(4, "\"amount\":\"0." + FORTY_DIGITS + "\""),
                    order(5, "\"name\":\"\u00ff\u00fe\"", ISO_8859_1),
                    order(6, "\"name\":\"订单订单订单订\""),
                    order(7, "\"name\":\"订单订单订单\""),
                    order(8, "\"blob\":\"" + "x".repeat(LARGE) + "\""),
                    order(9, items(ITEMS)),
                    "half a".getBytes(UTF_8),
                    order(11, "\"amount\":2"),
                    order(12, "\"items\":\"none\"")));
            // What bi-basic would be told is not what loading waits for.
            stage.start("bi.basic.url=http://127.0.0.1:1", "bi.basic.token=token", "bi.topics.create=true");

            stage.loads("1", "2", "3", "4", "6", "7", "8", "9", "11");
            assertThat(
                            stage.query(
                                    "SELECT id, amount, name, CAST(extra AS text) AS extra FROM ods_whole_order WHERE id IN (2, 3, 6)"))
                    .extracting(it -> it.get("id") + "|" + it.get("amount") + "|" + it.get("name") + "|"
                            + String.valueOf(it.get("extra")).replace(" ", ""))
                    .containsExactlyInAnyOrder(
                            "2|null|null|{\"amount\":\"1e999\"}",
                            "3|null|null|{\"amount\":\"" + FORTY_DIGITS + "\"}",
                            "6|null|null|{\"name\":\"订单订单订单订\"}");
            assertThat(stage.query("SELECT count(*) AS items FROM ods_whole_order_item WHERE id = 9"))
                    .containsExactly(Map.of("items", (long) ITEMS));
            assertThat(stage.query("SELECT name FROM ods_whole_order WHERE id = 7"))
                    .containsExactly(Map.of("name", "订单订单订单"));
            assertThat(stage.broker.deadLetters(stage.topic))
                    .extracting(it -> header(it, KafkaDeadLetters.CODE).orElse(""))
                    .containsExactly("BI-TABLE-02", "BI-TABLE-01", "BI-TABLE-12");
            assertOddToldOnce(stage, output, "BI-TABLE-13", "order.amount", 2);
            assertOddToldOnce(stage, output, "BI-TABLE-15", "order.name", 1);
            assertThat(stage.service().getBean(LoadingEndpoint.class).loading().oddFields())
                    .extracting(it -> it.field() + " " + it.code() + " " + it.values())
                    .containsExactly("order.amount BI-TABLE-13 2", "order.name BI-TABLE-15 1");
            assertToldOnce(stage, output, "BI-TABLE-02", 1);
            assertToldOnce(stage, output, "BI-TABLE-12", 1);
            assertToldOnce(stage, output, "BI-TABLE-01", 1);
            LoadingBroker.await("a report")
                    .untilAsserted(
                            () -> assertThat(lines(output, "BI-ACCOUNT-01")).hasSize(1));
            assertThat(stage.count("bi.basic.failures", "BI-ACCOUNT-01")).isPositive();
        }
        assertThat(lines(output, "BI-ACCOUNT-01")).hasSize(1);
        assertThat(output).doesNotContain("订单").doesNotContain(FORTY_DIGITS);
    }

    private static void assertToldOnce(WholeStage stage, CapturedOutput output, String code, int records) {
        assertThat(stage.count("bi.loading.records.rejected", code)).isEqualTo(records);
        assertThat(lines(output, code))
                .singleElement()
                .satisfies(it -> assertThat(it)
                        .contains(
                                "WARN",
                                records + " records of account '7' are in bad.input-dlt",
                                "code=\"" + code + "\"")
                        .contains("topic=\"bad.input\"", "partition=\"0\"", "offset="));
    }

    private static void assertOddToldOnce(
            WholeStage stage, CapturedOutput output, String code, String field, int values) {
        assertThat(stage.count("bi.loading.fields.odd", code)).isEqualTo(values);
        assertThat(lines(output, code))
                .singleElement()
                .satisfies(it -> assertThat(it).contains("WARN", field, "code=\"" + code + "\""));
    }

    private static String items(int count) {
        return IntStream.range(0, count).mapToObj("{\"item\":%d}"::formatted).collect(joining(",", "\"items\":[", "]"));
    }

    private static byte[] order(long id, String field) {
        return order(id, field, UTF_8);
    }

    private static byte[] order(long id, String field, Charset charset) {
        var items = field.startsWith("\"items\"") ? "" : ",\"items\":[]";
        return "{\"id\":%d,\"ts\":1,%s%s}".formatted(id, field, items).getBytes(charset);
    }
}
