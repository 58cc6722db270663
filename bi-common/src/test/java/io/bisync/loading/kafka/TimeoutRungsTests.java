package io.bisync.loading.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimeoutRungsTests {

    private static final Duration LOAD = Duration.ofSeconds(60);
    private static final Duration ANSWER = Duration.ofSeconds(75);
    private static final Duration SEND = Duration.ofSeconds(90);
    private static final Duration ASK = Duration.ofSeconds(15);
    private static final Duration ROUND = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMinutes(10);
    private static final Duration PHASE = Duration.ofSeconds(200);

    @Test
    void boundsThatHoldEachOtherPass() {
        assertThatCode(() -> new TimeoutBounds(LOAD, ANSWER, SEND, ASK, ROUND, POLL, PHASE).check())
                .doesNotThrowAnyException();
    }

    @Test
    void everyRungHasToHoldTheOneBelow() {
        refused(new TimeoutBounds(LOAD, LOAD, SEND, ASK, ROUND, POLL, PHASE), "bi.starrocks.load-timeout");
        refused(
                new TimeoutBounds(LOAD, ANSWER, SEND, ASK, ROUND, Duration.ofSeconds(400), PHASE),
                "max.poll.interval.ms");
        refused(
                new TimeoutBounds(LOAD, ANSWER, SEND, ASK, ROUND, POLL, Duration.ofMinutes(3)),
                "timeout-per-shutdown-phase");
    }

    private static void refused(TimeoutBounds ladder, String property) {
        assertThatThrownBy(ladder::check)
                .isInstanceOfSatisfying(
                        LoadingContractException.class,
                        it -> assertThat(it.action()).contains(property));
    }
}
