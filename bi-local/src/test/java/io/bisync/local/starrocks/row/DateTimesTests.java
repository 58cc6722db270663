package io.bisync.local.starrocks.row;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateTimesTests {

    @ParameterizedTest
    @CsvSource({
        "2026-11-21 10:20:30, 2026-11-21 10:20:30",
        "2026-11-21T10:20:30, 2026-11-21 10:20:30",
        "2026-11-21 10:20:30.5, 2026-11-21 10:20:30.500000",
        "2026-11-21 10:20:30.123, 2026-11-21 10:20:30.123000",
        "2026-11-21T10:20:30.123456, 2026-11-21 10:20:30.123456",
        "2026-11-21T10:20:30.1234567, 2026-11-21 10:20:30.123456",
        "2026-11-21T10:20:30Z, 2026-11-21 10:20:30",
        "2026-11-21T10:20:30+08:00, 2026-11-21 10:20:30",
        "2026/1/2 3:4:5, 2026-01-02 03:04:05",
        "2026-11-21, 2026-11-21 00:00:00",
        "20261121, 2026-11-21 00:00:00",
        "20261121102030, 2026-11-21 10:20:30",
        "20261121T102030, 2026-11-21 10:20:30",
        "26-11-21, 2026-11-21 00:00:00",
        "71-11-21, 1971-11-21 00:00:00",
        "2024-02-29 00:00:00, 2024-02-29 00:00:00"
    })
    void readsAnythingThatStarRocksReads(String text, String expected) {
        assertThat(DateTimes.dateTime(text)).isEqualTo(expected);
        assertThat(DateTimes.date(text)).isEqualTo(expected.substring(0, 10));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "soon",
                "2026",
                "2026-11",
                "2026-13-01",
                "2026-02-29",
                "2026-00-01",
                "2026-01-00",
                "2026-11-21 24:00:00",
                "2026-11-21 10:60:00",
                "2026-11-21 10:20:60",
                "0000-00-00 00:00:00",
                "1732156830000"
            })
    void refusesTheRest(String text) {
        assertThat(DateTimes.dateTime(text)).isNull();
    }
}
