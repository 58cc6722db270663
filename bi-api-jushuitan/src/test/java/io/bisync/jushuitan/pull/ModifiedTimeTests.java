package io.bisync.jushuitan.pull;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModifiedTimeTests {

    @ParameterizedTest
    @CsvSource({
        "2021-09-28 18:30:01, 2021-09-28T10:30:01Z",
        "2023-01-03 09:43:26.487, 2023-01-03T01:43:26.487Z",
        "2023-01-03 09:43:26.4, 2023-01-03T01:43:26.4Z"
    })
    void readsShanghaiTime(String text, Instant instant) {
        assertThat(ModifiedTime.parse(text)).isEqualTo(instant);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "yesterday", "2023-02-30 09:43:26"})
    void putsNoOtherTimeWhereNoneCanBeRead(@Nullable String text) {
        assertThat(ModifiedTime.parse(text)).isNull();
    }
}
