package io.bisync.loading.kafka;

import static io.bisync.loading.kafka.LoadingBroker.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.loading.range.TinyOrders;
import io.bisync.loading.report.LoadSummary;
import io.bisync.starrocks.http.InMemoryStreamLoad.Fault;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The lines of a service as it is packaged: one JSON object each, with the same keys for the same things. */
@ExtendWith(OutputCaptureExtension.class)
class StructuredLogIT {

    @Test
    void linesOfLoadingHaveTheKeysThatPeopleSearchFor(CapturedOutput output) throws Exception {
        try (var stage = new LoadingStage("structured")) {
            stage.send(TinyOrders.key(1), TinyOrders.order(1, 1));
            stage.send(TinyOrders.key(1), TinyOrders.rejected(1));
            stage.starRocks.next(Fault.NOT_NOW);
            var service = stage.start(
                    "logging.config=classpath:io/bisync/loading/kafka/as-packaged.xml",
                    "logging.structured.format.console=ecs",
                    "logging.level.io.bisync.loading=DEBUG");
            stage.loads(1);
            await("the end").until(() -> !lines(output, "Loads again").isEmpty());

            assertThat(lines(output, "Loaded 1 rows")).hasSize(2).allSatisfy(it -> {
                assertThat(it.propertyNames()).contains("label", "table", "topic", "partition", "offset", "rows");
                assertThat(it.path("topic").stringValue()).isEqualTo("structured");
                assertThat(it.path("table").stringValue()).startsWith("ods_tiny_order");
                assertThat(it.path("rows").intValue()).isEqualTo(1);
                assertThat(it.path("offset").intValue()).isZero();
                assertThat(it.path("log").path("level").stringValue()).isEqualTo("DEBUG");
            });
            service.getBean(LoadSummary.class).tell();
            assertThat(lines(output, "structured: 2 rows in 2 loads ("))
                    .singleElement()
                    .satisfies(it -> {
                        assertThat(it.path("message").stringValue()).endsWith("1 dead letters");
                        assertThat(it.path("log").path("level").stringValue()).isEqualTo("INFO");
                    });
            for (var line : List.of("Resting", "are in structured-dlt", "Loads again")) {
                assertThat(lines(output, line))
                        .singleElement()
                        .satisfies(
                                it -> assertThat(it.propertyNames()).contains("topic", "partition", "offset", "code"));
            }
        }
    }

    private static List<JsonNode> lines(CapturedOutput output, String message) {
        return output.getOut()
                .lines()
                .filter(it -> it.startsWith("{\"@timestamp\""))
                .map(JsonMapper.shared()::readTree)
                .filter(it -> it.path("message").stringValue("").contains(message))
                .toList();
    }
}
