package io.bisync.loading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class LabelsTests {

    private final Labels labels = new Labels("demo", "bi-api-leke.orders", "bi");

    @Test
    void theSameRangeAlwaysHasTheSameLabel() {
        assertThat(labels.label("ods_leke_order", range("leke.erp.order.change.v1", "id", 0, 3, 1000, 2000))
                        .value())
                .isEqualTo(new Labels("demo", "bi-api-leke.orders", "bi")
                        .label("ods_leke_order", range("leke.erp.order.change.v1", "id", 0, 3, 1000, 2000))
                        .value())
                .startsWith("ods_leke_order-")
                .endsWith("-e0-p3-1000-2000");
    }

    @Test
    void whateverDiffersGivesAnotherLabel() {
        var seen = new HashSet<String>();
        for (var other : List.of(
                labels,
                new Labels("prod", "bi-api-leke.orders", "bi"),
                new Labels("demo", "x", "bi"),
                new Labels("demo", "bi-api-leke.orders", "other"))) {
            for (var table : List.of("t", "t-e0")) {
                for (var topic : List.of("a", "b")) {
                    for (var id : List.of("1", "2")) {
                        for (var epoch = 0; epoch < 2; epoch++) {
                            for (var partition = 0; partition < 2; partition++) {
                                assertThat(seen.add(other.label(table, range(topic, id, epoch, partition, 1, 11))
                                                .value()))
                                        .isTrue();
                                assertThat(seen.add(other.label(table, range(topic, id, epoch, partition, 11, 12))
                                                .value()))
                                        .isTrue();
                            }
                        }
                    }
                }
            }
        }
        assertThat(new Labels("a", "bc", "d").label("t", range("t", "1", 0, 0, 0, 1)))
                .isNotEqualTo(new Labels("ab", "c", "d").label("t", range("t", "1", 0, 0, 0, 1)));
    }

    @Test
    void theLongestPartsFitAndOddLettersAreReplaced() {
        var table = "ods.ümlaut." + "x".repeat(300);
        var label = labels.label(
                table,
                range("t".repeat(249), "id", Integer.MAX_VALUE, Integer.MAX_VALUE, Long.MAX_VALUE - 1, Long.MAX_VALUE));
        assertThat(label.value()).hasSizeLessThanOrEqualTo(128).matches("[-\\w]+");
        assertThat(label)
                .isNotEqualTo(labels.label(
                        table + "y",
                        range(
                                "t".repeat(249),
                                "id",
                                Integer.MAX_VALUE,
                                Integer.MAX_VALUE,
                                Long.MAX_VALUE - 1,
                                Long.MAX_VALUE)));
    }

    private static Range range(String topic, String id, int epoch, int partition, long from, long to) {
        return new Range(new TopicPartition(topic, partition), id, epoch, from, to, 0, false, List.of());
    }
}
