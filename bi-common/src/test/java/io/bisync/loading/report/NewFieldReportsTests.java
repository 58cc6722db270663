package io.bisync.loading.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.account.InMemoryControlPlane;
import io.bisync.account.NewFields;
import io.bisync.json.JsonType;
import io.bisync.loading.range.AbortedLoads;
import io.bisync.loading.range.RangeCounts;
import io.bisync.loading.range.RangeResult;
import io.bisync.loading.range.Ranges;
import io.bisync.loading.range.Rejections;
import io.bisync.record.UndeclaredField;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class NewFieldReportsTests {

    private static final Instant FIRST = Instant.parse("2026-11-30T01:00:00Z");
    private static final Instant LATER = FIRST.plusSeconds(60);

    private final InMemoryControlPlane basic = new InMemoryControlPlane(InstantSource.system());
    private final NewFieldWatch watch = new NewFieldWatch();
    private final NewFieldReports reports = new NewFieldReports(basic, watch, List.of("erp", "erp"));

    @Test
    void fieldsAreToldWithAbsoluteCountersOfEverythingThatWasLoadedAndOnlyWhereThereIsNews() {
        loaded(FIRST, field("erp.order.nick"), 2);
        loaded(LATER, field("erp.order.nick"), 3);
        loaded(LATER, field("other.order.nick"), 1);
        reports.tell();
        reports.tell();

        assertThat(basic.newFields())
                .singleElement()
                .extracting(NewFields::fields)
                .isEqualTo(
                        List.of(new NewFields.Seen("erp.order.nick", "ods_erp_order", JsonType.TEXT, 5, FIRST, LATER)));
    }

    @Test
    void whatWasNotTakenIsToldTheNextTime() {
        loaded(FIRST, field("erp.order.nick"), 2);
        basic.takesNoReports(true);
        reports.tell();
        basic.takesNoReports(false);
        reports.tell();

        assertThat(basic.newFields()).hasSize(1);
    }

    @Test
    void noMoreFieldsAreRememberedThanOneReportHolds() {
        for (int number = 0; number < NewFields.MOST + 10; number++) {
            loaded(FIRST, field("erp.order.f" + number), 1);
        }

        assertThat(watch.seen("erp")).hasSize(NewFields.MOST);
    }

    private void loaded(Instant at, UndeclaredField field, int values) {
        var counts =
                new RangeCounts(values, 0, Map.of(), 0, 0, 0, Map.of(field, values), Map.of(), List.of(), Map.of());
        watch.finished(
                new RangeResult(
                        Ranges.fresh(new TopicPartition("erp.order", 0), "id", 0, 0, 1),
                        null,
                        null,
                        AbortedLoads.NONE,
                        Rejections.NOTHING,
                        counts,
                        null,
                        null),
                at);
    }

    private static UndeclaredField field(String path) {
        return new UndeclaredField("ods_erp_order", path, JsonType.TEXT);
    }
}
