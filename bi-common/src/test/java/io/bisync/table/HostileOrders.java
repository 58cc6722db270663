package io.bisync.table;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Records of {@link Orders#PLAIN} as nobody should write them: odd spellings, wrong types, doubled names, broken bytes. */
final class HostileOrders {

    private static final Arbitrary<String> NUMBERS = Arbitraries.of(
            "0",
            "-0",
            "00",
            "01",
            "-",
            "1.",
            ".5",
            "+1",
            "1e",
            "1e5",
            "1E+2",
            "1e-2",
            "1.50",
            "2.005",
            "-2.005",
            "0e3",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "2147483648",
            "99999999.99",
            "99999999.995",
            "123456789012345678",
            "1234567890123456789",
            "1e999",
            "1e-999",
            "1e99999",
            "NaN",
            "0x1",
            "1234567.12345678901234567",
            "1632825001000",
            "-1",
            "1",
            "2",
            "7");

    private static final Arbitrary<String> STRINGS = Arbitraries.of(
            "",
            "a",
            "1",
            "0",
            "-0",
            "007",
            "1.5",
            "1e3",
            " 1",
            "TRUE",
            "false",
            "tRuE",
            "红红红红",
            "红红红红x",
            "😀",
            "\\\"",
            "\\\\",
            "\\/",
            "\\b\\f\\n\\r\\t",
            "\\u0041",
            "\\u00e9",
            "\\u7ea2",
            "\\ud83d\\ude00",
            "\\ud83d",
            "\\ude00",
            "\\u0000",
            "\\u001f",
            "\\u00",
            "\\x",
            "\\",
            "\t",
            "\u007f",
            "\uFEFF",
            "12345678901234567890",
            "2021-09-28 18:30:01",
            "2021-09-28T18:30:01Z",
            "2021-09-28 18:30:01.1234567",
            "2021-09-28",
            "1988-07-01T00:00:00+08:00",
            "2021-02-29",
            "2021-09-28T24:00:00",
            "2021-09-28T18:30:01+0530",
            "0001-01-01T00:00:00+14:00",
            "9999-12-31T23:00:00Z",
            "2021-09-28T18:30:01.5+08:00");

    private static final Arbitrary<String> NAMES = Arbitraries.frequencyOf(
            Tuple.of(
                    10,
                    Arbitraries.of(
                            "o_id",
                            "ts",
                            "status",
                            "amount",
                            "is_cod",
                            "pay_date",
                            "flag",
                            "finances",
                            "remark",
                            "receiver_name",
                            "items",
                            "pays",
                            "oi_id",
                            "sku_id",
                            "price",
                            "serials",
                            "sn",
                            "pay_id")),
            Tuple.of(
                    3,
                    Arbitraries.of(
                            "\\u006f_id",
                            "stat\\u0075s",
                            "O_ID",
                            "o_id ",
                            "",
                            "x",
                            "红",
                            "place",
                            "extra",
                            "account_id",
                            "buyer",
                            "Id-Card",
                            "p\\u0068one",
                            "_",
                            "\\ud83d",
                            "a\\u0000b",
                            "e_m-a_i-l",
                            "address_")));

    private static final Arbitrary<String> SPACE = Arbitraries.frequency(
            Tuple.of(20, ""), Tuple.of(2, " "), Tuple.of(1, "\r\n\t"), Tuple.of(1, "\u00a0"), Tuple.of(1, "\f"));

    private HostileOrders() {}

    /** As text that most often is JSON, then now and then with bytes changed, dropped, doubled or put in. */
    static Arbitrary<byte[]> values() {
        var text = Combinators.combine(member("o_id"), member("ts"), items(), members(2), SPACE)
                .as((id, version, items, rest, space) ->
                        "{" + id + "," + version + "," + items + space + (rest.isEmpty() ? "" : "," + rest) + "}");
        var whole = Arbitraries.frequencyOf(Tuple.of(12, text), Tuple.of(1, value(3)));
        var changes = Combinators.combine(
                        Arbitraries.integers().between(0, 10_000),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.of(
                                (byte) '"',
                                (byte) '{',
                                (byte) '}',
                                (byte) ',',
                                (byte) 0xC0,
                                (byte) 0xED,
                                (byte) 0x80,
                                (byte) 0,
                                (byte) '\\',
                                (byte) '9',
                                (byte) ':',
                                (byte) ']',
                                (byte) ' '))
                .as(Change::new)
                .list();
        return Combinators.combine(
                        whole,
                        Arbitraries.frequencyOf(
                                Tuple.of(3, Arbitraries.just(List.<Change>of())), Tuple.of(1, changes.ofMaxSize(2))))
                .as((it, all) -> {
                    var bytes = it.getBytes(StandardCharsets.UTF_8);
                    for (var change : all) {
                        bytes = change.of(bytes);
                    }
                    return bytes;
                });
    }

    private record Change(int where, int how, byte with) {

        byte[] of(byte[] bytes) {
            if (bytes.length == 0) {
                return bytes;
            }
            int at = where % bytes.length;
            var out = new ByteArrayOutputStream();
            out.write(bytes, 0, at);
            if (how == 1 || how == 2) {
                out.write(with);
            }
            int from = how == 0 || how == 1 ? at + 1 : at;
            if (how == 3) {
                return out.toByteArray();
            }
            out.write(bytes, from, bytes.length - from);
            return out.toByteArray();
        }
    }

    /** A member that is most often right. */
    private static Arbitrary<String> member(String name) {
        return Arbitraries.frequencyOf(
                        Tuple.of(12, Arbitraries.of("1", "2", "\"7\"", "900719925474099312")), Tuple.of(1, value(1)))
                .map(it -> "\"" + name + "\":" + it);
    }

    private static Arbitrary<String> items() {
        var item = Combinators.combine(member("oi_id"), members(1))
                .as((id, rest) -> "{" + id + (rest.isEmpty() ? "" : "," + rest) + "}");
        var right = item.list().ofMaxSize(2).map(it -> "\"items\":[" + String.join(",", it) + "]");
        return Arbitraries.frequencyOf(Tuple.of(10, right), Tuple.of(1, value(1).map(it -> "\"items\":" + it)));
    }

    private static Arbitrary<String> members(int depth) {
        return Combinators.combine(SPACE, NAMES, SPACE, value(depth))
                .as((before, name, after, value) -> before + "\"" + name + "\"" + after + ":" + value)
                .list()
                .ofMaxSize(3)
                .map(it -> String.join(",", it));
    }

    private static Arbitrary<String> value(int depth) {
        var scalar = Arbitraries.frequencyOf(
                Tuple.of(4, NUMBERS),
                Tuple.of(6, STRINGS.map(it -> "\"" + it + "\"")),
                Tuple.of(3, Arbitraries.of("null", "true", "false", "True", "nul", "")));
        if (depth == 0) {
            return scalar;
        }
        return Arbitraries.frequencyOf(
                Tuple.of(6, scalar),
                Tuple.of(1, Arbitraries.lazy(() -> members(depth - 1)).map(it -> "{" + it + "}")),
                Tuple.of(
                        1,
                        Arbitraries.lazy(() -> value(depth - 1))
                                .list()
                                .ofMaxSize(3)
                                .map(it -> it.stream().collect(Collectors.joining(", ", "[", "]")))));
    }
}
