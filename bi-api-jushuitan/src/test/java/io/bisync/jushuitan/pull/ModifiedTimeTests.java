package io.bisync.jushuitan.pull;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModifiedTimeTests {

    private static final Instant OTHERWISE = Instant.EPOCH;

    @ParameterizedTest
    @CsvSource({
        "2021-09-28 18:30:01, 2021-09-28T10:30:01Z",
        "2023-01-03 09:43:26.487, 2023-01-03T01:43:26.487Z",
        "2023-01-03 09:43:26.4, 2023-01-03T01:43:26.4Z",
        "yesterday, 1970-01-01T00:00:00Z",
        "2023-02-30 09:43:26, 1970-01-01T00:00:00Z"
    })
    void readsShanghaiTime(String text, Instant instant) {
        assertThat(ModifiedTime.parse(text, OTHERWISE)).isEqualTo(instant);
    }

    @Test
    void takesTheOtherInstantWhereThereIsNone() {
        assertThat(ModifiedTime.parse(null, OTHERWISE)).isEqualTo(OTHERWISE);
        assertThat(ModifiedTime.parse("", OTHERWISE)).isEqualTo(OTHERWISE);
    }
}
