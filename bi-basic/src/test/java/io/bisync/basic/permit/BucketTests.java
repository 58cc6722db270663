package io.bisync.basic.permit;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.account.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BucketTests {

    private static final Instant START = Instant.parse("2026-11-01T00:00:00.123Z");
    private static final Limits LIMITS = new Limits(4, 90);

    @Test
    void noSecondAndNoMinuteHasMoreCallsThanAllowedWhereverItBegins() {
        var random = new Random(7);
        var calls = new ArrayList<Long>();
        var bucket = Bucket.parse("");
        var now = START;
        for (int i = 0; i < 5_000; i++) {
            now = now.plusMillis(random.nextInt(400));
            int granted = bucket.take(1 + random.nextInt(5), LIMITS, now);
            for (int call = 0; call < granted; call++) {
                calls.add(now.toEpochMilli());
            }
            bucket = Bucket.parse(bucket.toString());
        }

        assertThat(calls).hasSizeGreaterThan(1_000);
        for (int i = 0; i + 4 < calls.size(); i++) {
            assertThat(calls.get(i + 4) - calls.get(i)).isGreaterThanOrEqualTo(1_000);
        }
        for (int i = 0; i + 90 < calls.size(); i++) {
            assertThat(calls.get(i + 90) - calls.get(i)).isGreaterThanOrEqualTo(60_000);
        }
    }

    @Test
    void whoWaitsAsLongAsItIsToldGetsACall() {
        var bucket = Bucket.parse("");
        var now = START;
        for (int i = 0; i < 500; i++) {
            if (bucket.take(3, LIMITS, now) == 0) {
                var pause = bucket.pause(LIMITS, now);
                assertThat(pause).isPositive().isLessThanOrEqualTo(Duration.ofMinutes(1));
                now = now.plus(pause);
                assertThat(bucket.take(1, LIMITS, now)).isEqualTo(1);
            }
        }
    }

    @Test
    void whatIsRememberedStaysSmallAtAnySpeed() {
        var fast = new Limits(4_000, 90_000);
        var bucket = Bucket.parse("");
        for (int millisecond = 0; millisecond < 120_000; millisecond += 5) {
            bucket.take(2, fast, START.plusMillis(millisecond));
        }

        assertThat(bucket.toString().length()).isLessThan(6_000);
    }

    @Test
    void historyTakesThreeQuartersOfWhatThereIs() {
        assertThat(LIMITS.forPriority(Priority.HISTORY)).isEqualTo(new Limits(3, 67));
        assertThat(LIMITS.forPriority(Priority.LIVE)).isEqualTo(LIMITS);
    }
}
