package io.bisync.row;

import io.bisync.row.StrictJson.Elements;
import io.bisync.row.StrictJson.Members;
import io.bisync.row.StrictJson.NotStrictException;
import io.bisync.row.StrictJson.Numeral;
import io.bisync.row.StrictJson.Text;
import io.bisync.row.StrictJson.Word;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rows of {@link Orders#PLAIN} as somebody else would make them: by a tree, straight from what the declaration
 * promises, sharing nothing with the normaliser. What it is not sure about it says.
 */
// Long because it is a whole second normaliser, and in one piece because nothing else may come to use a part of it.
final class SecondReading {

    /** What a record becomes. */
    sealed interface Verdict {
        /** Its rows by table, in order; decimals without their scale. */
        record Fits(Map<String, List<Map<String, StrictJson>>> rows) implements Verdict {}

        /** It has no rows. */
        record Refused(String why) implements Verdict {}

        /** Numbers that only a mathematician would write, and texts that may be masked: either is right. */
        record Unsure() implements Verdict {}
    }

    private enum Kind {
        KEY,
        BIGINT,
        INT,
        DECIMAL,
        BOOLEAN,
        DATETIME,
        JSON
    }

    private record Level(
            String table,
            String key,
            Map<String, Kind> columns,
            Map<String, Integer> texts,
            Set<String> dropped,
            Map<String, Level> children) {}

    /** A value that its column does not take. */
    private static final class OddException extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;
    }

    private static final class UnsureException extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;
    }

    private static final Level SERIAL =
            new Level("ods_erp_order_item_serial", "", Map.of(), Map.of("sn", 20), Set.of("o_id", "oi_id"), Map.of());
    private static final Level ITEM = new Level(
            "ods_erp_order_item",
            "oi_id",
            Map.of("oi_id", Kind.BIGINT, "price", Kind.DECIMAL),
            Map.of("sku_id", 20),
            Set.of("o_id", "remark"),
            Map.of("serials", SERIAL));
    private static final Level PAY = new Level(
            "ods_erp_order_pay",
            "pay_id",
            Map.of("amount", Kind.DECIMAL),
            Map.of("pay_id", 64),
            Set.of("o_id"),
            Map.of());
    private static final Level ORDER = new Level(
            "ods_erp_order",
            "o_id",
            Map.of(
                    "o_id", Kind.BIGINT,
                    "amount", Kind.DECIMAL,
                    "is_cod", Kind.BOOLEAN,
                    "pay_date", Kind.DATETIME,
                    "flag", Kind.INT,
                    "finances", Kind.JSON),
            Map.of("status", 12),
            Set.of("ts", "remark"),
            Map.of("items", ITEM, "pays", PAY));

    private static final Pattern PERSONAL = Pattern.compile(
            List.of("receiver", "buyer", "phone", "mobile", "address", "email", "idcard").stream()
                    .map(it -> String.join("[_-]*", it.split("")))
                    .collect(java.util.stream.Collectors.joining("|")),
            Pattern.CASE_INSENSITIVE);
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE][+-]?(\\d+))?");

    private final Map<String, List<Map<String, StrictJson>>> rows = new TreeMap<>();
    private final Map<String, StrictJson> lineage = new LinkedHashMap<>();

    private SecondReading() {}

    /** What the record made by {@link Orders#record(long, String)} of these bytes becomes. */
    static Verdict of(long offset, byte[] value) {
        try {
            if (!(StrictJson.read(value) instanceof Members order)) {
                return new Verdict.Refused("not an object");
            }
            var reading = new SecondReading();
            reading.order(offset, order);
            return new Verdict.Fits(reading.rows);
        } catch (UnsureException _) {
            return new Verdict.Unsure();
        } catch (NotStrictException no) {
            return new Verdict.Refused(String.valueOf(no.getMessage()));
        }
    }

    private void order(long offset, Members order) {
        lineage.put("account_id", new Text("7"));
        lineage.put("record_version", version(order.byName().get("ts")));
        lineage.put("is_deleted", new Word("false"));
        lineage.put("source_topic", new Text("erp.erp.order"));
        lineage.put("source_partition", new Numeral("3"));
        lineage.put("source_offset", new Numeral(Long.toString(offset)));
        var items = order.byName().get("items");
        if (!(items instanceof Elements) && !isEmptyObject(items)) {
            throw refused("no items");
        }
        row(ORDER, lineage, order);
    }

    private static Numeral version(@Nullable StrictJson value) {
        try {
            var text = value == null || value instanceof Word ? null : scalar(value);
            if (text != null && !isDoubleBeyondWhole(text)) {
                return whole(text, BigDecimal.ZERO, BigDecimal.TEN.pow(18).subtract(BigDecimal.ONE));
            }
        } catch (OddException _) {
            // as none
        }
        throw refused("no version");
    }

    private static boolean isEmptyObject(@Nullable StrictJson value) {
        return value instanceof Members(var members) && members.isEmpty();
    }

    private void row(Level level, Map<String, StrictJson> inherited, Members source) {
        var row = new LinkedHashMap<>(inherited);
        var extra = new LinkedHashMap<String, StrictJson>();
        source.byName().forEach((name, value) -> {
            var child = level.children().get(name);
            var kind = level.columns().get(name);
            var most = level.texts().get(name);
            if (level.dropped().contains(name)) {
                return;
            }
            if (child != null) {
                others(level, name, child, value).ifPresent(it -> extra.put(name, it));
            } else if (kind != null || most != null) {
                var key = name.equals(level.key());
                try {
                    var kept = kind != null ? column(kind, key, value) : text(value, key, most);
                    if (kept != null) {
                        row.put(name, kept);
                    }
                } catch (OddException _) {
                    if (key) {
                        throw refused("a key that does not fit");
                    }
                    extra.put(name, subtree(value));
                }
            } else if (!PERSONAL.matcher(name).find()) {
                extra.put(name, subtree(value));
            }
        });
        if (!level.key().isEmpty() && !row.containsKey(level.key())) {
            throw refused("no key");
        }
        var inChildren = new LinkedHashMap<>(inherited);
        if (!level.key().isEmpty()) {
            inChildren.put(level.key(), row.get(level.key()));
        }
        level.children()
                .forEach((name, child) ->
                        children(child, inChildren, source.byName().get(name)));
        if (!extra.isEmpty()) {
            row.put("extra", new Members(extra));
        }
        rows.computeIfAbsent(level.table(), _ -> new ArrayList<>()).add(row);
    }

    /** What stands where a list of objects may stand, and is no object. */
    private static Optional<StrictJson> others(Level parent, String name, Level child, StrictJson value) {
        var others = switch (value) {
            case Elements(var elements) ->
                elements.stream().filter(it -> !(it instanceof Members)).toList();
            case Members(var members) -> members.isEmpty() ? List.<StrictJson>of() : List.of(value);
            case Text(var text) when isBlank(text) -> List.<StrictJson>of();
            case Word(var word) when word.equals("null") -> List.<StrictJson>of();
            case Text _, Numeral _, Word _ -> List.of(value);
        };
        if (others.isEmpty()) {
            return Optional.empty();
        }
        if (parent.equals(ORDER) && name.equals("items")) {
            throw refused("items that are none");
        }
        var kept = value instanceof Elements ? new Elements(others) : value;
        return Optional.of(subtree(undeclared(child, kept)));
    }

    /** Without what the declaration of these objects calls personal. */
    private static StrictJson undeclared(Level level, StrictJson value) {
        return switch (value) {
            case Elements(var elements) ->
                new Elements(elements.stream().map(it -> undeclared(level, it)).toList());
            case Members(var members) -> {
                var kept = new LinkedHashMap<String, StrictJson>();
                members.forEach((name, member) -> {
                    var child = level.children().get(name);
                    if (!name.equals("remark") || !level.dropped().contains("remark")) {
                        kept.put(name, child == null ? member : undeclared(child, member));
                    }
                });
                yield new Members(kept);
            }
            case Text _, Numeral _, Word _ -> value;
        };
    }

    private void children(Level level, Map<String, StrictJson> inherited, @Nullable StrictJson value) {
        switch (value) {
            case null -> {}
            case Elements(var elements) -> {
                var before = rows.getOrDefault(level.table(), List.of()).size();
                var place = 0;
                for (var element : elements) {
                    var withPlace = new LinkedHashMap<>(inherited);
                    if (level.key().isEmpty()) {
                        withPlace.put("place", new Numeral(Integer.toString(place++)));
                    }
                    if (element instanceof Members child) {
                        row(level, withPlace, child);
                    }
                }
                var all = rows.getOrDefault(level.table(), List.of());
                distinct(level, all.subList(before, all.size()));
            }
            case Members _, Text _, Numeral _, Word _ -> {}
        }
    }

    private void distinct(Level level, List<Map<String, StrictJson>> siblings) {
        var keys = new HashSet<StrictJson>();
        for (var sibling : siblings) {
            var key = sibling.get(level.key());
            if (key instanceof Text(var text) && 40 + spelled(text) > 128) {
                throw text.length() < spelled(text) ? new UnsureException() : refused("a key that is too long");
            }
            if (key != null && !keys.add(key)) {
                throw refused("a doubled key");
            }
        }
    }

    /** Bytes of a string inside JSON's quotes. */
    private static int spelled(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length
                + text.chars()
                        .map(it -> it < 0x20 ? 5 : it == '"' || it == '\\' ? 1 : 0)
                        .sum();
    }

    private static @Nullable StrictJson column(Kind kind, boolean key, StrictJson value) {
        if (kind == Kind.JSON) {
            return isNull(value) ? null : subtree(value);
        }
        var text = scalar(value);
        if (text == null) {
            return null;
        }
        if (key && (text.matches("(?s).*[eE].*") || isDoubleBeyondWhole(text))) {
            throw new OddException();
        }
        boolean isWord = value instanceof Word;
        return switch (kind) {
            case KEY, BIGINT ->
                whole(number(text, isWord), BigDecimal.valueOf(Long.MIN_VALUE), BigDecimal.valueOf(Long.MAX_VALUE));
            case INT ->
                whole(
                        number(text, isWord),
                        BigDecimal.valueOf(Integer.MIN_VALUE),
                        BigDecimal.valueOf(Integer.MAX_VALUE));
            case DECIMAL -> decimal(number(text, isWord));
            case BOOLEAN ->
                switch (text.toLowerCase(java.util.Locale.ROOT)) {
                    case "1", "true" -> new Word("true");
                    case "0", "false" -> new Word("false");
                    default -> throw new OddException();
                };
            case DATETIME -> {
                if (!(value instanceof Text)) {
                    throw new OddException();
                }
                try {
                    var time = WallTime.shanghai(text);
                    yield time == null ? null : new Text(time);
                } catch (NotStrictException _) {
                    throw new OddException();
                }
            }
            case JSON -> throw new IllegalStateException("no scalar");
        };
    }

    private static boolean isNull(StrictJson value) {
        return value.equals(new Word("null")) || (value instanceof Text(var text) && isBlank(text));
    }

    private static boolean isBlank(String text) {
        return text.matches("[ \t\r\n]*");
    }

    /** Whether a number has a point or an exponent and is one of those that a double does not tell apart. */
    private static boolean isDoubleBeyondWhole(String text) {
        return text.matches("(?s).*[.eE].*") && parse(text).abs().compareTo(new BigDecimal("9007199254740992")) > 0;
    }

    /** The characters of a scalar, or null for what becomes NULL. */
    private static @Nullable String scalar(StrictJson value) {
        return switch (value) {
            case Text(var text) -> {
                if (!StrictJson.isWhole(text)) {
                    throw new OddException();
                }
                yield isBlank(text) ? null : text;
            }
            case Numeral(var text) -> text;
            case Word(var word) -> word.equals("null") ? null : word;
            case Members _, Elements _ -> throw new OddException();
        };
    }

    private static @Nullable StrictJson text(StrictJson value, boolean key, @Nullable Integer most) {
        var text = scalar(value);
        if (text != null && key && value instanceof Numeral && !text.matches("-?[1-9]\\d*|0")) {
            if (text.matches("(?s).*[eE].*") || isDoubleBeyondWhole(text)) {
                throw new OddException();
            }
            text = whole(text, BigDecimal.valueOf(Long.MIN_VALUE), BigDecimal.valueOf(Long.MAX_VALUE))
                    .value();
        }
        if (text != null && most != null && text.getBytes(StandardCharsets.UTF_8).length > most) {
            throw new OddException();
        }
        return text == null ? null : new Text(text);
    }

    private static String number(String text, boolean isWord) {
        if (isWord) {
            throw new OddException();
        }
        return text;
    }

    private static Numeral whole(String text, BigDecimal smallest, BigDecimal largest) {
        var number = parse(text);
        if (number.stripTrailingZeros().scale() > 0
                || number.compareTo(smallest) < 0
                || number.compareTo(largest) > 0) {
            throw new OddException();
        }
        return new Numeral(number.toBigIntegerExact().toString());
    }

    private static Text decimal(String text) {
        var kept = parse(text).setScale(2, RoundingMode.HALF_UP);
        if (kept.abs().compareTo(new BigDecimal("100000000")) >= 0) {
            throw new OddException();
        }
        return amount(kept.toPlainString());
    }

    /** A decimal that equals any other spelling of it. */
    static Text amount(String text) {
        return new Text(
                new BigDecimal(text).setScale(2, RoundingMode.UNNECESSARY).toPlainString());
    }

    private static BigDecimal parse(String text) {
        var match = NUMBER.matcher(text);
        if (!match.matches() || text.length() > 1000) {
            throw new OddException();
        }
        if (match.group(3) != null) {
            if (match.group(3).length() > 2) {
                throw new UnsureException();
            }
            if (new BigDecimal(text).signum() == 0) {
                throw new UnsureException();
            }
        }
        return new BigDecimal(text);
    }

    /** What stays of a value that nobody takes apart. */
    private static StrictJson subtree(StrictJson value) {
        return switch (value) {
            case Members(var members) -> {
                var kept = new LinkedHashMap<String, StrictJson>();
                members.forEach((name, member) -> {
                    if (!PERSONAL.matcher(name).find()) {
                        kept.put(name, subtree(member));
                    }
                });
                yield new Members(kept);
            }
            case Elements(var elements) ->
                new Elements(elements.stream().map(SecondReading::subtree).toList());
            case Numeral(var text) -> isSafe(text) ? value : new Text(text);
            case Text(var text) -> {
                if (mayTellOfAPerson(text)) {
                    throw new UnsureException();
                }
                yield new Text(respelled(text));
            }
            case Word _ -> value;
        };
    }

    /** Masking such a text is a rule of its own, with tests of its own. */
    private static boolean mayTellOfAPerson(String text) {
        return text.chars().anyMatch(it -> it == '@' || it == '\uFF20' || Character.isIdeographic(it))
                || text.chars().filter(Character::isDigit).count() >= 7;
    }

    /** With the escapes of what StarRocks refuses as text. */
    private static String respelled(String text) {
        return text.codePoints()
                .mapToObj(it -> it == 0 || Character.getType(it) == Character.SURROGATE
                        ? "\\u%04x".formatted(it)
                        : Character.toString(it))
                .collect(java.util.stream.Collectors.joining());
    }

    /** Whether StarRocks keeps every digit. */
    private static boolean isSafe(String number) {
        if (number.matches("-?\\d+")) {
            return number.length() <= 18;
        }
        return number.matches("-?[\\d.]+") ? number.length() <= 25 : Double.isFinite(Double.parseDouble(number));
    }

    private static NotStrictException refused(String why) {
        return new NotStrictException(why, null);
    }
}
