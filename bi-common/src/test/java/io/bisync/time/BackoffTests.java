package io.bisync.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.loading.FailureKind;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTests {

    private static final Duration LONGEST = Duration.ofSeconds(60);

    @Test
    void restsGrowByDoublingUpToTheLongest() {
        RandomGenerator most = new AlwaysMost();
        var backoff = new Backoff(Duration.ofSeconds(1), LONGEST, most);
        assertThat(IntStream.rangeClosed(1, 8).mapToObj(it -> backoff.after(it).toSeconds()))
                .containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
        assertThat(backoff.after(1_000_000)).isEqualTo(LONGEST);
    }

    @Test
    void chanceTakesUpToHalfOff() {
        var backoff = new Backoff(Duration.ofSeconds(8), LONGEST, new SplittableRandom(1));
        assertThat(IntStream.range(0, 1000).mapToLong(_ -> backoff.after(1).toMillis()))
                .allMatch(it -> it >= 4000 && it <= 8000)
                .anyMatch(it -> it < 5000)
                .anyMatch(it -> it > 7000);
    }

    @Test
    void whoAsksForAPauseGetsALongerOne() {
        var backoff = new Backoff(Duration.ofSeconds(1), LONGEST, new AlwaysMost());
        assertThat(FailureKind.NOT_NOW.rest(backoff, 1)).isGreaterThan(FailureKind.UNDECIDED.rest(backoff, 1));
        assertThat(FailureKind.SCHEMA.rest(backoff, 1)).isEqualTo(LONGEST);
        assertThat(FailureKind.COMMIT.rest(backoff, 1)).isZero();
    }

    private static final class AlwaysMost implements RandomGenerator {
        @Override
        public long nextLong() {
            return -1;
        }

        @Override
        public long nextLong(long bound) {
            return bound - 1;
        }
    }
}
