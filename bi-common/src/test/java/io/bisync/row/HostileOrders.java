package io.bisync.row;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Records of {@link Orders#PLAIN} as nobody should write them: odd spellings, wrong types, doubled names, broken bytes. */
final class HostileOrders {

    private static final Arbitrary<String> NUMBERS = Arbitraries.of("""
            0 -0 00 01 - 1. .5 +1 1e 1e5 1E+2 1e-2 1.50 2.005 -2.005 0e3 9223372036854775807 9223372036854775808
            -9223372036854775808 2147483648 99999999.99 99999999.995 123456789012345678 1234567890123456789 1e999
            1e-999 1e99999 NaN 0x1 1234567.12345678901234567 1.0 2.00 9007199254740993.0 1.2E18 1632825001000 -1 1 2 7""".split("\\s"));

    /** What stands between quotes; odd spaces are values too. */
    private static final Arbitrary<String> STRINGS = Arbitraries.of("""
            |a|1|0|-0|007|1.5|1e3| 1|TRUE|false|tRuE|红红红红|红红红红x|😀|\\"|\\\\|\\/|\\b\\f\\n\\r\\t|\\u0041|\\u00e9\
            |\\u7ea2|\\ud83d\\ude00|\\ud83d|\\ude00|\\u0000|\\u001f|\\u00|\\x|\\|\t|\u007f|\uFEFF|12345678901234567890\
            |2021-09-28 18:30:01|2021-09-28T18:30:01Z|2021-09-28 18:30:01.1234567|2021-09-28|1988-07-01T00:00:00+08:00\
            |2021-02-29|2021-09-28T24:00:00|2021-09-28T18:30:01+0530|0001-01-01T00:00:00+14:00|9999-12-31T23:00:00Z\
            |2021-09-28T18:30:01.5+08:00|2021-09-28T18:30+08|2021-09-28t18:30:01z|2021-09-28 18:30|0000-00-00 00:00:00\
            |1970-01-01T00:00:00Z|2021-09-28T18:30:01+08:00[Asia/Shanghai]|1900-01-01|9999-12-31 23:59:59.9Z| |\\t\\u0020\\n\
            |a\\ud83d\\u0000|1.0|1234567890123456800.0""".split("\\|"));

    private static final Arbitrary<String> NAMES = Arbitraries.frequencyOf(
            Tuple.of(10, Arbitraries.of("""
                            o_id ts status amount is_cod pay_date flag finances remark receiver_name items pays oi_id
                            sku_id price serials sn pay_id""".split("\\s"))), Tuple.of(3, Arbitraries.of("""
                            \\u006f_id|stat\\u0075s|O_ID|o_id ||x|红|place|extra|account_id|buyer|Id-Card|p\\u0068one|_\
                            |\\ud83d|a\\u0000b|e_m-a_i-l|address_""".split("\\|"))));

    /** Each of these characters stands for bytes that are, or look like, UTF-8. */
    private static final String STAND_INS = "\uE000\uE001\uE002\uE003\uE004\uE005\uE006\uE007\uE008";

    private static final List<String> BYTES =
            List.of("c0af", "e080af", "eda080", "f08fbfbf", "f4908080", "f48fbfbf", "ff", "e7ba", "c3");

    private static final Map<String, Arbitrary<String>> FITTING = Map.ofEntries(
            Map.entry("status", Arbitraries.of("\"a\"", "\"\\u7ea2\"", "1.50", "true", "null", "\"\"", "\"红红\"")),
            Map.entry("amount", Arbitraries.of("1.5", "\"2.005\"", "-0", "1e3", "99999999.99", "null", "\"007\"")),
            Map.entry("price", Arbitraries.of("0.005", "-2.005", "12345678", "\"1E-3\"")),
            Map.entry("is_cod", Arbitraries.of("true", "0", "\"1\"", "\"FALSE\"", "null")),
            Map.entry(
                    "pay_date",
                    Arbitraries.of(
                            "\"2021-09-28\"",
                            "\"2021-09-28T18:30:01Z\"",
                            "\"1988-07-01T00:00:00.1234567+08:00\"",
                            "\"2021-09-28 18:30:01.5\"")),
            Map.entry("flag", Arbitraries.of("1", "-2147483648", "\"12\"", "2.0", "null")),
            Map.entry("oi_id", Arbitraries.of("1", "2", "\"3\"")),
            Map.entry("o_id", Arbitraries.of("1", "2", "\"3\"")),
            Map.entry("sku_id", Arbitraries.of("\"a\"", "1", "\"红\\n\"")),
            Map.entry("sn", Arbitraries.of("\"a\"", "1", "null")),
            Map.entry("items", Arbitraries.of("[]", "[{\"oi_id\":1}]", "[{\"oi_id\":1,\"serials\":[{},{\"sn\":1}]}]")),
            Map.entry("serials", Arbitraries.of("[]", "[{\"sn\":\"x\"},{ }]", "null")),
            Map.entry(
                    "pays",
                    Arbitraries.of(
                            "[]",
                            "{}",
                            "[{\"pay_id\":\"x\"},{\"pay_id\":\"y\",\"amount\":1}]",
                            "[{\"pay_id\":\"x\"},1,[{\"buyer_x\":2}]]",
                            "{\"pay_id\":1}",
                            "null")),
            Map.entry("pay_id", Arbitraries.of("\"x\"", "\"\\u0041\"", "true", "1.0", "1", "\"1\"")));

    private static final Arbitrary<String> SPACE = Arbitraries.frequency(
            Tuple.of(40, ""), Tuple.of(8, " "), Tuple.of(4, "\r\n\t"), Tuple.of(1, "\u00a0"), Tuple.of(1, "\f"));

    private HostileOrders() {}

    /** As text that most often is JSON, then now and then with bytes changed, dropped, doubled or put in. */
    static Arbitrary<byte[]> values() {
        var text = Combinators.combine(member("o_id"), member("ts"), items(), members(2), SPACE)
                .as((id, version, items, rest, space) ->
                        "{" + id + "," + version + "," + items + space + (rest.isEmpty() ? "" : "," + rest) + "}");
        var whole = Arbitraries.frequencyOf(Tuple.of(30, text), Tuple.of(1, value(3)));
        var changes = Combinators.combine(
                        Arbitraries.integers().between(0, 10_000),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.of(
                                "22",
                                "7b",
                                "7d",
                                "2c",
                                "5c",
                                "39",
                                "3a",
                                "5d",
                                "20",
                                "00",
                                "80",
                                "c3",
                                "c0af",
                                "e7ba",
                                "e080af",
                                "eda080",
                                "f08fbfbf",
                                "f4908080",
                                "f48fbfbf",
                                "ff"))
                .as(Change::new)
                .list();
        return Combinators.combine(
                        whole,
                        Arbitraries.frequencyOf(
                                Tuple.of(6, Arbitraries.just(List.<Change>of())), Tuple.of(1, changes.ofMaxSize(2))))
                .as((it, all) -> {
                    var bytes = encoded(it);
                    for (var change : all) {
                        bytes = change.of(bytes);
                    }
                    return bytes;
                });
    }

    private static byte[] encoded(String text) {
        var out = new ByteArrayOutputStream();
        text.codePoints().forEach(it -> {
            int standIn = STAND_INS.indexOf(it);
            out.writeBytes(
                    standIn < 0
                            ? Character.toString(it).getBytes(StandardCharsets.UTF_8)
                            : HexFormat.of().parseHex(BYTES.get(standIn)));
        });
        return out.toByteArray();
    }

    /** Exchanges a byte, doubles it, puts bytes in before it or drops all that follows. */
    private record Change(int where, int how, String with) {

        byte[] of(byte[] bytes) {
            if (bytes.length == 0) {
                return bytes;
            }
            int at = where % bytes.length;
            var out = new ByteArrayOutputStream();
            out.write(bytes, 0, at);
            switch (how) {
                case 0 -> {
                    out.writeBytes(HexFormat.of().parseHex(with));
                    out.write(bytes, at + 1, bytes.length - at - 1);
                }
                case 1 -> out.write(bytes, Math.max(0, at - 1), bytes.length - Math.max(0, at - 1));
                case 2 -> {
                    out.writeBytes(HexFormat.of().parseHex(with));
                    out.write(bytes, at, bytes.length - at);
                }
                default -> {}
            }
            return out.toByteArray();
        }
    }

    /** A member that is most often right. */
    private static Arbitrary<String> member(String name) {
        return Arbitraries.frequencyOf(
                        Tuple.of(40, Arbitraries.of("1", "2", "\"7\"", "900719925474099312")), Tuple.of(1, value(1)))
                .map(it -> "\"" + name + "\":" + it);
    }

    private static Arbitrary<String> items() {
        var item = Combinators.combine(member("oi_id"), members(1))
                .as((id, rest) -> "{" + id + (rest.isEmpty() ? "" : "," + rest) + "}");
        var right = item.list().ofMaxSize(2).map(it -> "\"items\":[" + String.join(",", it) + "]");
        return Arbitraries.frequencyOf(Tuple.of(20, right), Tuple.of(1, value(1).map(it -> "\"items\":" + it)));
    }

    private static Arbitrary<String> members(int depth) {
        var member = NAMES.flatMap(name -> Combinators.combine(SPACE, SPACE, fitting(name, depth))
                .as((before, after, value) -> before + "\"" + name + "\"" + after + ":" + value));
        return member.list().ofMaxSize(3).map(it -> String.join(",", it));
    }

    /** A value that most often fits where it stands. */
    private static Arbitrary<String> fitting(String name, int depth) {
        var right = FITTING.getOrDefault(
                name, Arbitraries.of("1", "-1.5", "1e2", "\"a\"", "null", "true", "{ \"a\":[1 ] }", "[]", "\"红\""));
        return Arbitraries.frequencyOf(Tuple.of(7, right), Tuple.of(1, value(depth)));
    }

    private static Arbitrary<String> value(int depth) {
        var scalar = Arbitraries.frequencyOf(
                Tuple.of(4, NUMBERS),
                Tuple.of(6, STRINGS.map(it -> "\"" + it + "\"")),
                Tuple.of(
                        1,
                        Arbitraries.strings().withChars(STAND_INS).ofLength(1).map(it -> "\"a" + it + "b\"")),
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
