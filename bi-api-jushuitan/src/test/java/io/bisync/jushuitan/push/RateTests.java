package io.bisync.jushuitan.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RateTests {

    private static final long SECOND = 1_000_000_000;

    private final Rate rate = new Rate(20);

    @Test
    void afterAQuietTimeTenSecondsWorthAreTakenAtOnceAndThenSoManyASecond() {
        assertThat(taken(-5 * SECOND, 1_000)).isEqualTo(200);
        assertThat(taken(-4 * SECOND, 1_000)).isEqualTo(20);
        assertThat(taken(-4 * SECOND, 1_000)).isZero();
        assertThat(taken(100 * SECOND, 1_000)).isEqualTo(200);
    }

    private long taken(long now, int asked) {
        return LongStream.range(0, asked).filter(_ -> rate.take(now)).count();
    }
}
