package io.bisync.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.json.Bytes;
import io.bisync.json.Numerals;
import io.bisync.time.DateTimes;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Decimals, whole numbers and dates, as tables. */
class ValueTests {

    @ParameterizedTest
    @CsvSource({
        "104.00, 104.00",
        "0, 0",
        "-0.00, -0.00",
        "12345678, 12345678",
        "33.333333333333336, 33.33",
        "0.005, 0.01",
        "0.0049, 0.00",
        "-0.005, -0.01",
        "1.995, 2.00",
        "99999999.994, 99999999.99",
        "99999999.995, large",
        "123456789, large",
        "0000123.40, 123.40",
        "1e3, 1000",
        "1.5E-1, 0.15",
        "1e999, large",
        "1e99999, large",
        "0e999, 0",
        "1e-999, 0",
        "0.00000000000000000000000000000000000000001, 0",
        "12345678901234567890.1234567890123456789, large",
        "1234567.1234567890123456789012345678901, 1234567.12",
        "1., not",
        ".5, not",
        "+1, not",
        "1.2.3, not",
        "1 000, not",
        "0x1F, not",
        "e5, not",
        "-, not",
    })
    void decimalsStayTextRoundedHalfUp(String text, String expected) {
        var out = new Bytes(8);
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        int outcome = Numerals.decimal(bytes, 0, bytes.length, 10, 2, out);
        assertThat(result(outcome, text, out)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0, 0",
        "9223372036854775807, 9223372036854775807",
        "-9223372036854775808, -9223372036854775808",
        "9223372036854775808, large",
        "007, 7",
        "2.00, 2",
        "2.50, not",
        "1e3, 1000",
        "1e400, large",
        "1e-1, not",
        "12a, not",
        "٣, not",
    })
    void wholeNumbersAreExact(String text, String expected) {
        var out = new Bytes(8);
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        int outcome = Numerals.integer(bytes, 0, bytes.length, Long.MIN_VALUE, Long.MAX_VALUE, out);
        assertThat(result(outcome, text, out)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "2021-09-28 18:30:01, 2021-09-28 18:30:01",
        "2021-09-28 18:30:01.487, 2021-09-28 18:30:01.487",
        "2021-09-28 18:30:01.123456789, 2021-09-28 18:30:01.123456",
        "2021-09-28T18:30:01, 2021-09-28 18:30:01",
        "2021-09-28, 2021-09-28 00:00:00",
        "2025-01-01T12:00:00.123+08:00, 2025-01-01 12:00:00.123",
        "2025-01-01T12:00:00+0800, 2025-01-01 12:00:00",
        "2024-12-31T23:30:00.5Z, 2025-01-01 07:30:00.5",
        "2025-01-01T00:00:00-05:00, 2025-01-01 13:00:00",
        "1990-07-01T00:00:00Z, 1990-07-01 09:00:00",
        "2024-02-29 00:00:00, 2024-02-29 00:00:00",
        "2023-02-29 00:00:00, not",
        "2021-13-01 00:00:00, not",
        "2021-00-01 00:00:00, not",
        "2021-09-31 00:00:00, not",
        "2021-09-28 18:30, 2021-09-28 18:30:00",
        "2026-11-28T10:00+08:00, 2026-11-28 10:00:00",
        "2026-11-28T02:00Z, 2026-11-28 10:00:00",
        "2026-11-28T10:00:01+08, 2026-11-28 10:00:01",
        "2026-11-28T02:00:01.25+00, 2026-11-28 10:00:01.25",
        "2026-11-28t10:00:01z, 2026-11-28 18:00:01",
        "2026-11-28T10:00:01+08:00[Asia/Shanghai], 2026-11-28 10:00:01",
        "2026-11-28T10:00:01[Asia/Shanghai], not",
        "2026-11-28T10:00:01+08:00[], not",
        "2026-11-28T10:00:01+08:00[, not",
        "2026-11-28T10:00.5, not",
        "2026-11-28T10:0, not",
        "2026-11-28T10:00:0, not",
        "0000-00-00 00:00:00, none",
        "0000-00-00, none",
        "0001-01-01T00:00:00Z, none",
        "0001-01-01T00:00:00+14:00, none",
        "1753-01-01 00:00:00, none",
        "1899-12-30 00:00:00, none",
        "1900-01-01 00:00:00.000, none",
        "1970-01-01T08:00:00+08:00, none",
        "1970-01-01, none",
        "9999-12-31T23:59:59.9999999Z, none",
        "0000-00-00 25:00:00, not",
        "0000-00-xx 00:00:00, not",
        "1970-01-02 00:00:00, 1970-01-02 00:00:00",
        "2000-01-01 00:00:00, 2000-01-01 00:00:00",
        "9999-12-30 23:59:59, 9999-12-30 23:59:59",
        "2021-09-28 24:00:00, not",
        "2021-09-28 18:60:00, not",
        "2021/09/28 18:30:01, not",
        "2021-09-28 18:30:01., not",
        "2021-09-28 18:30:01+8, not",
        "2021-09-28 18:30:01 CST, not",
        "1632825001, not",
    })
    void datesBecomeShanghaiTime(String text, String expected) {
        var out = new Bytes(8);
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        int outcome = DateTimes.read(bytes, 0, bytes.length, out);
        assertThat(outcome == DateTimes.NONE ? "none" : result(outcome, text, out))
                .isEqualTo(expected);
    }

    private static String result(int outcome, String text, Bytes out) {
        return switch (outcome) {
            case 0 -> text;
            case -1 -> "not";
            case -2 -> "large";
            default -> new String(out.array(), 0, out.size(), StandardCharsets.UTF_8);
        };
    }
}
