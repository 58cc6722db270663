package io.bisync.jushuitan.increment;

import static io.bisync.jushuitan.page.Pages.counted;
import static io.bisync.jushuitan.page.Pages.last;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.bisync.jushuitan.openapi.Endpoint;
import io.bisync.jushuitan.page.PageRejectedException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartingPointTests {

    private static final Endpoint ORDERS =
            Endpoint.of("/open/orders/single/query", "orders", "o_id").pages(100);

    private final StartingPoint start = new StartingPoint(Instant.parse("2026-11-21T02:00:00Z"));

    @Test
    void beginsAtTheSmallestVersionSinceYesterday() throws Exception {
        assertThat(start.query().biz(ORDERS))
                .contains("\"modified_begin\":\"2026-11-20 00:00:00\"", "\"modified_end\":\"2026-11-21 10:00:00\"");

        start.read(counted(true, 2, 102, 9L, 7L));
        start.read(counted(false, 2, 102, null, 5L));
        start.read(counted(true, 2, 102, 9L, 7L));

        assertThat(start.isFound()).isTrue();
        assertThat(start.version()).isEqualTo(5);
    }

    @Test
    void goesBackFourWeeksAndThenBeginsAtZero() throws Exception {
        List<String> asked = new ArrayList<>();
        while (!start.isFound()) {
            asked.add(start.query().biz(ORDERS).replaceAll(".*begin\":\"(\\S+).*end\":\"(\\S+).*", "$1 $2"));
            start.read(last());
        }

        assertThat(asked)
                .containsExactly(
                        "2026-11-20 2026-11-21",
                        "2026-11-13 2026-11-20",
                        "2026-11-06 2026-11-13",
                        "2026-10-30 2026-11-06",
                        "2026-10-23 2026-10-30");
        assertThat(start.version()).isZero();
    }

    @Test
    void stopsGoingBackWhereSomethingWasModified() throws Exception {
        start.read(last());
        start.read(last(77L));

        assertThat(start.isFound()).isTrue();
        assertThat(start.version()).isEqualTo(77);
    }

    @Test
    void refusesAPageWhoseEntitiesAllLackTheVersion() {
        assertThatExceptionOfType(PageRejectedException.class)
                .isThrownBy(() -> start.read(last((Long) null)))
                .withMessageContaining("BI-JST-20");
    }
}
