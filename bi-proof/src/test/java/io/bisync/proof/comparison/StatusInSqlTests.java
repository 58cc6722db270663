package io.bisync.proof.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class StatusInSqlTests {

    private static final Map<String, String> RUNNING = Map.of("7 order", "RUNNING 0");

    @Test
    void whatOneSideSaysAndTheOtherDoesNotIsNamed() {
        assertThat(StatusInSql.differences("bi_freshness", RUNNING, RUNNING)).isEmpty();
        assertThat(StatusInSql.differences(
                        "bi_freshness", RUNNING, Map.of("7 order", "STALLED 2", "8 order", "RUNNING 0")))
                .containsExactly(
                        "bi_freshness says of 7 order 'RUNNING 0', and bi-basic 'STALLED 2'",
                        "bi_freshness says of 8 order 'nothing', and bi-basic 'RUNNING 0'");
    }

    @Test
    void nothingMayLookFresherThanItIsOrMuchOlder() {
        var noon = Map.of("7 order", "2026-01-15 12:00:00");
        assertThat(StatusInSql.late(noon, Map.of("7 order", "2026-01-15T04:00:00.900Z")))
                .isEmpty();
        assertThat(StatusInSql.late(noon, Map.of("7 order", "2026-01-15T04:00:40Z")))
                .isEmpty();
        assertThat(StatusInSql.late(noon, Map.of("7 order", "2026-01-15T03:59:59Z")))
                .hasSize(1);
        assertThat(StatusInSql.late(noon, Map.of("7 order", "2026-01-15T04:01:01Z")))
                .hasSize(1);
        assertThat(StatusInSql.late(noon, Map.of("7 order", ""))).hasSize(1);
        assertThat(StatusInSql.late(Map.of("7 order", ""), Map.of("7 order", "")))
                .isEmpty();
    }
}
