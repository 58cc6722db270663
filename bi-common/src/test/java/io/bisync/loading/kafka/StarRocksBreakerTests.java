package io.bisync.loading.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.starrocks.LoadBody;
import io.bisync.starrocks.LoadLabel;
import io.bisync.starrocks.LoadOutcome;
import io.bisync.starrocks.LoadRequest;
import io.bisync.starrocks.StreamLoad;
import io.bisync.starrocks.http.InMemoryStreamLoad;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.io.OutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class StarRocksBreakerTests {

    private final InMemoryStreamLoad starRocks = new InMemoryStreamLoad();
    private final StarRocksBreaker breaker = new StarRocksBreaker();
    private final StreamLoad guarded = breaker.around(starRocks);

    @Test
    void afterSixLoadsInARowThatGotNoWayNoneIsSent() {
        starRocks.goAway();
        for (var i = 0; i < 6; i++) {
            assertThat(breaker.state()).isEqualTo(CircuitBreaker.State.CLOSED);
            load(i);
        }
        assertThat(breaker.state()).isEqualTo(CircuitBreaker.State.OPEN);
        var sent = starRocks.sent().size();
        assertThat(load(6))
                .isInstanceOfSatisfying(
                        LoadOutcome.NotNow.class, it -> assertThat(it.reason()).contains("breaker is open"));
        assertThat(starRocks.sent()).hasSize(sent);
    }

    @Test
    void refusalsAndMisconfigurationsAreAnswersAndBreakNothing() {
        for (var i = 0; i < 10; i++) {
            starRocks.next(InMemoryStreamLoad.Fault.REFUSED);
            load(i);
        }
        assertThat(breaker.state()).isEqualTo(CircuitBreaker.State.CLOSED);
    }

    @Test
    void oneLoadThatPassesKeepsItClosed() {
        starRocks.table("t", "id");
        starRocks.goAway();
        for (var i = 0; i < 5; i++) {
            load(i);
        }
        starRocks.comeBack();
        load(5);
        starRocks.goAway();
        for (var i = 6; i < 11; i++) {
            load(i);
        }
        assertThat(breaker.state()).isEqualTo(CircuitBreaker.State.CLOSED);
    }

    private LoadOutcome load(int number) {
        return guarded.load(new LoadRequest(new LoadLabel("l" + number), "t", List.of("id"), "id", new LoadBody() {
            @Override
            public long rows() {
                return 1;
            }

            @Override
            public long length() {
                return 0;
            }

            @Override
            public void writeTo(OutputStream out) {}
        }));
    }
}
