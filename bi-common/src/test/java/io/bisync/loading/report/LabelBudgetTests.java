package io.bisync.loading.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.loading.EntityTopic;
import io.bisync.loading.partition.PartitionStatus;
import io.bisync.loading.range.TinyOrders;
import io.bisync.topic.TrafficClass;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Six partitions whose entity has so many tables, loaded once a second, and two tables beside them. */
@ExtendWith(OutputCaptureExtension.class)
class LabelBudgetTests {

    private static final double BESIDE = 2;
    private static final int RATE = 6 * TinyOrders.ENTITY.tables().size() + 2;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private String kept = "1000";
    private final LabelBudget budget = new LabelBudget(
            () -> IntStream.range(0, 6).mapToObj(LabelBudgetTests::partition).toList(),
            _ -> answer(),
            List.of(new EntityTopic("tiny", TinyOrders.ENTITY, TrafficClass.ORDERS)),
            BESIDE,
            meters);

    @Test
    void howLongLabelsLastIsKnownOnceStarRocksWasAsked() {
        assertThat(budget.budget()).isEqualTo(new LabelBudget.Budget(RATE, null, null));
        budget.ask();
        assertThat(budget.budget()).isEqualTo(new LabelBudget.Budget(RATE, 1000L, 1000L / RATE));
        assertThat(meters.get("bi.loading.label.memory").gauge().value()).isBetween(1000.0 / RATE - 1, 1000.0 / RATE);
    }

    @Test
    void tooFewLabelsAreWarnedOfOnceUntilThereAreEnough(CapturedOutput output) {
        budget.ask();
        budget.ask();
        assertThat(warnings(output)).isEqualTo(1);
        kept = "10000000";
        budget.ask();
        kept = "1000";
        budget.ask();
        assertThat(warnings(output)).isEqualTo(2);
    }

    private static long warnings(CapturedOutput output) {
        return output.getAll()
                .lines()
                .filter(it -> it.contains("StarRocks keeps 1000 labels"))
                .count();
    }

    private List<List<@Nullable Object>> answer() {
        return List.of(List.of("label_keep_max_num", "[]", kept, "int", "true", ""));
    }

    private static PartitionStatus partition(int number) {
        return new PartitionStatus(
                "tiny",
                number,
                PartitionStatus.State.READY,
                0,
                -1,
                0,
                0,
                null,
                null,
                null,
                Duration.ofSeconds(1),
                null,
                0,
                null);
    }
}
