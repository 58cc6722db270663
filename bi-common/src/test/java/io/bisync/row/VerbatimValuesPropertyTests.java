package io.bisync.row;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.record.RecordSchema;
import io.bisync.table.ColumnType;
import io.bisync.table.Entity;
import io.bisync.table.Envelope;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** What is read quickly is read as it is read slowly: a bare value with a blank behind it and an escaped one are never plain. */
class VerbatimValuesPropertyTests {

    /** So many bytes that eight of them can be read from anywhere in the value. */
    private static final String REST = ",\"ts\":5,\"remark\":\"0123456789012345678901234567890123456789\"}";

    private static final Map<ColumnType.Kind, Entity> ENTITIES = new EnumMap<>(Map.of(
            ColumnType.Kind.VARCHAR, entity(ColumnType.varchar(12)),
            ColumnType.Kind.DECIMAL, entity(ColumnType.decimal(10, 2)),
            ColumnType.Kind.BIGINT, entity(ColumnType.BIGINT),
            ColumnType.Kind.INT, entity(ColumnType.INT),
            ColumnType.Kind.BOOLEAN, entity(ColumnType.BOOLEAN),
            ColumnType.Kind.DATETIME, entity(ColumnType.DATETIME),
            ColumnType.Kind.JSON, entity(ColumnType.JSON)));

    private static Entity entity(ColumnType type) {
        return Entity.of(
                "erp",
                "order",
                Envelope.none(),
                order -> order.key("o_id", ColumnType.BIGINT)
                        .version("ts")
                        .columns(type, "v")
                        .personal("remark"));
    }

    @Property(tries = 4000)
    void aBareValueIsReadTheSameWithABlankBehindIt(
            @ForAll ColumnType.Kind kind, @ForAll("numbers") String number, @ForAll("words") String word) {
        for (var value : new String[] {number, word}) {
            assertThat(outcome(kind, value)).as(kind + " " + value).isEqualTo(outcome(kind, value + " "));
        }
    }

    @Property(tries = 4000)
    void aStringIsReadTheSameWithItsFirstCharacterEscaped(
            @ForAll ColumnType.Kind kind, @ForAll("numbers") String number, @ForAll("texts") String text) {
        for (var value : new String[] {number, text}) {
            escapedIsTheSame(kind, value);
        }
    }

    @Property(tries = 10_000)
    void aDateIsReadTheSameWithItsFirstCharacterEscaped(@ForAll("dates") String date) {
        escapedIsTheSame(ColumnType.Kind.DATETIME, date);
    }

    private static void escapedIsTheSame(ColumnType.Kind kind, String value) {
        if (value.isEmpty() || value.charAt(0) == '"' || value.charAt(0) == '\\') {
            return;
        }
        var escaped = "\"\\u%04x%s\"".formatted((int) value.charAt(0), value.substring(1));
        assertThat(unescaped(outcome(kind, escaped)))
                .as(kind + " " + value)
                .isEqualTo(unescaped(outcome(kind, '"' + value + '"')));
    }

    /** The row of an escaped text keeps the escape where that is valid JSON too. */
    private static String unescaped(String outcome) {
        var out = new StringBuilder();
        for (var at = 0; at < outcome.length(); at++) {
            if (outcome.startsWith("\\u00", at)) {
                out.append((char) Integer.parseInt(outcome.substring(at + 2, at + 6), 16));
                at += 5;
            } else {
                out.append(outcome.charAt(at));
            }
        }
        return out.toString();
    }

    /** The row, or the code of the rejected. */
    private static String outcome(ColumnType.Kind kind, String value) {
        var entity = Objects.requireNonNull(ENTITIES.get(kind));
        var rangeBuffer = new RangeBuffer(entity);
        var json = "{\"o_id\":1,\"v\":" + value + REST;
        var record =
                new SourceRecord("erp.erp.order", 3, 0, null, json.getBytes(StandardCharsets.ISO_8859_1), "7", null);
        return switch (new Normaliser(new RecordSchema(entity)).normalise(record, rangeBuffer)) {
            case Normalised.Rejected rejected -> rejected.code();
            case Normalised.Ignored ignored -> ignored.reason();
            case Normalised.Rows _ -> {
                var out = new ByteArrayOutputStream();
                rangeBuffer.tables().forEach(it -> write(it, out));
                yield out.toString(StandardCharsets.ISO_8859_1);
            }
        };
    }

    private static void write(TableRows rows, ByteArrayOutputStream out) {
        try {
            rows.writeTo(out);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Provide
    Arbitrary<String> numbers() {
        var sign = Arbitraries.of("", "", "-", "+");
        var whole = Arbitraries.of("", "0", "00", "7")
                .flatMap(it -> Arbitraries.strings().numeric().ofMaxLength(20).map(more -> it + more));
        var fraction = Arbitraries.of("", "", ".", ".0", ".25", ".255", ".99999999999", "e3", ".5E-1", "x", ".5.");
        return Combinators.combine(sign, whole, fraction).as((s, w, f) -> s + w + f);
    }

    @Provide
    Arbitrary<String> words() {
        return Arbitraries.of(
                "true", "false", "null", "nul", "nulll", "truex", "True", "falsy", "t", "n", "{}", "[]", "\"\"", "");
    }

    @Provide
    Arbitrary<String> dates() {
        var year = Arbitraries.of("0000", "0099", "1970", "2023", "2024", "9999", "20x4");
        var month = Arbitraries.of("00", "01", "02", "04", "11", "12", "13", "1:");
        var dash = Arbitraries.of("-", "-", "-", "-", "/");
        var day = Arbitraries.of("00", "01", "28", "29", "30", "31", "32", " 1");
        var separator = Arbitraries.of(" ", " ", " ", "T", "");
        var time = Arbitraries.of(
                "00:00:00",
                "23:59:59",
                "06:30:00",
                "24:00:00",
                "12:60:00",
                "12:00:60",
                "1:00:00",
                "12;00:00",
                "12:00;00");
        var rest = Arbitraries.of("", "", ".1", ".123", ".123456", ".1234567", ".", "Z", "+08:00", ".12x", "0");
        return Combinators.combine(year, dash, month, day, separator, time, rest)
                .as((y, a, m, d, s, t, r) -> y + a + m + "-" + d + s + t + r);
    }

    /** Bytes as Latin-1: valid UTF-8, nearly valid UTF-8, escapes and control characters. */
    @Provide
    Arbitrary<String> texts() {
        var valid = Arbitraries.of("红", "店", "é", "😀", "\uD7FF", "\uE000", "\u0800", "\uFFFD", "a", "7", "\u007F")
                .map(it -> new String(it.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
        var broken = Arbitraries.of(
                "\u00E0\u0080\u0080",
                "\u00ED\u00A0\u0080",
                "\u00E7\u00BA",
                "\u00C0\u0080",
                "\u00FF",
                "\u00E7\u00BAa",
                "\u0080",
                "\n",
                "\u001F",
                "\\n",
                "\\",
                "\\u7ea2");
        return Arbitraries.frequencyOf(Tuple.of(12, valid), Tuple.of(1, broken))
                .list()
                .ofMaxSize(8)
                .map(it -> "a" + String.join("", it));
    }
}
