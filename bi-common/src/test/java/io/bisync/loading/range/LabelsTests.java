package io.bisync.loading.range;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.starrocks.LoadLabel;
import java.util.HashSet;
import java.util.List;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class LabelsTests {

    private static final TreeSet<Long> ALL = new TreeSet<>();

    private final Labels labels = new Labels("demo", "bi-api-leke.orders", "bi");

    @Test
    void theSameRangeAlwaysHasTheSameLabel() {
        var range = range("leke.erp.order.change.v1", "id", 0, 3, 1000, 2000);
        assertThat(labels.whole("ods_leke_order", range, "shape", ALL).value())
                .isEqualTo(new Labels("demo", "bi-api-leke.orders", "bi")
                        .whole("ods_leke_order", range, "shape", ALL)
                        .value())
                .startsWith("ods_leke_order-")
                .endsWith("-e0-p3-1000-2000");
    }

    @Test
    void whateverDiffersGivesAnotherLabel() {
        var seen = new HashSet<LoadLabel>();
        for (var other : List.of(
                labels,
                new Labels("prod", "bi-api-leke.orders", "bi"),
                new Labels("demo", "x", "bi"),
                new Labels("demo", "bi-api-leke.orders", "other"))) {
            for (var table : List.of("t", "t-e0")) {
                for (var range : List.of(
                        range("a", "1", 0, 0, 1, 11),
                        range("b", "1", 0, 0, 1, 11),
                        range("a", "2", 0, 0, 1, 11),
                        range("a", "1", 1, 0, 1, 11),
                        range("a", "1", 0, 1, 1, 11),
                        range("a", "1", 0, 0, 11, 12))) {
                    for (var shape : List.of("old", "new")) {
                        for (var without : List.of(ALL, new TreeSet<>(List.of(3L)), new TreeSet<>(List.of(3L, 4L)))) {
                            assertThat(seen.add(other.whole(table, range, shape, without)))
                                    .isTrue();
                            assertThat(seen.add(other.part(table, range, shape, range.from(), range.to(), without)))
                                    .isTrue();
                        }
                    }
                }
            }
        }
        assertThat(new Labels("a", "bc", "d").whole("t", range("t", "1", 0, 0, 0, 1), "s", ALL))
                .isNotEqualTo(new Labels("ab", "c", "d").whole("t", range("t", "1", 0, 0, 0, 1), "s", ALL));
    }

    @Test
    void theLongestPartsFitAndOddLettersAreReplaced() {
        var table = "ods.ümlaut." + "x".repeat(300);
        var longest =
                range("t".repeat(249), "id", Integer.MAX_VALUE, Integer.MAX_VALUE, Long.MAX_VALUE - 1, Long.MAX_VALUE);
        var without = new TreeSet<>(List.of(Long.MAX_VALUE - 1));
        var label = labels.part(table, longest, "shape", longest.from(), longest.to(), without);
        assertThat(label.value()).hasSizeLessThanOrEqualTo(128).matches("[-\\w]+");
        assertThat(label)
                .isNotEqualTo(labels.part(table + "y", longest, "shape", longest.from(), longest.to(), without));
    }

    private static Range range(String topic, String id, int epoch, int partition, long from, long to) {
        return Ranges.fresh(new TopicPartition(topic, partition), id, epoch, from, to);
    }
}
