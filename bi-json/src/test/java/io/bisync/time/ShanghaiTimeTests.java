package io.bisync.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShanghaiTimeTests {

    private static final long YEAR_2100 = 4_102_444_800L;

    @ParameterizedTest
    @CsvSource({
        "2021-09-28 18:30:01, 2021-09-28T10:30:01Z",
        "2023-01-03 09:43:26.487, 2023-01-03T01:43:26.487Z",
        "2023-01-03 09:43:26.4, 2023-01-03T01:43:26.4Z",
        "2023-01-03 09:43:26.4871234, 2023-01-03T01:43:26.487123Z",
        "2023-01-03T09:43:26, 2023-01-03T01:43:26Z",
        "2023-01-03T09:43, 2023-01-03T01:43:00Z",
        "2023-01-03T01:43:26Z, 2023-01-03T01:43:26Z",
        "2023-01-03 10:43:26+09:00, 2023-01-03T01:43:26Z",
        "' 2023-01-03 ', 2023-01-02T16:00:00Z"
    })
    void whatATableTakesIsReadAsTheTableReadsIt(String text, Instant instant) {
        assertThat(ShanghaiTime.read(text)).isEqualTo(instant);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                "yesterday",
                "2023-02-30 09:43:26",
                "0000-00-00 00:00:00",
                "1970-01-01 00:00:00",
                "二〇二三年一月三日"
            })
    void noOtherTimeIsPutWhereNoneCanBeRead(@Nullable String text) {
        assertThat(ShanghaiTime.read(text)).isNull();
    }

    @Property
    void whatIsWrittenIsReadBack(@ForAll @LongRange(min = 86_400, max = YEAR_2100) long second) {
        var time = Instant.ofEpochSecond(second);
        assertThat(ShanghaiTime.read(ShanghaiTime.seconds(time))).isEqualTo(time);
    }

    @Test
    void aDayBeginsAtMidnightInShanghai() {
        assertThat(ShanghaiTime.startOfDay(Instant.parse("2026-01-15T16:00:00Z")))
                .isEqualTo(ShanghaiTime.of(LocalDateTime.parse("2026-01-16T00:00")));
        assertThat(ShanghaiTime.startOfDay(Instant.parse("2026-01-15T15:59:59Z")))
                .isEqualTo(Instant.parse("2026-01-14T16:00:00Z"));
    }
}
