package io.bisync.starrocks.http;

import io.bisync.starrocks.ErrorCode;
import java.util.List;
import java.util.regex.Pattern;

/** What StarRocks' messages mean, and how they are quoted without a value of a row. */
public final class Messages {

    /** What to do about a message. */
    enum Kind {
        /** The label is in use or done: its state decides. */
        LABEL_USED,
        ROWS,
        NOT_NOW,
        MISCONFIGURED,
        UNKNOWN
    }

    /** A message's meaning. */
    record Meaning(Kind kind, ErrorCode code) {}

    private record Entry(Pattern pattern, Meaning meaning) {}

    private static final int LONGEST = 300;

    private static final Meaning UNKNOWN = new Meaning(Kind.UNKNOWN, ErrorCode.UNDECIDED);

    /** The order counts: the first match wins, and what leaves the outcome open comes before what looks clear. */
    private static final List<Entry> CATALOGUE = List.of(
            entry(Kind.LABEL_USED, ErrorCode.UNDECIDED, "Label \\[.+\\] has already been used"),
            entry(
                    Kind.UNKNOWN,
                    ErrorCode.UNDECIDED,
                    "FE RPC failure|Transaction status unknown|begin transacton failed|coordinate BE is down"),
            entry(
                    Kind.ROWS,
                    ErrorCode.ROWS_REFUSED,
                    "too many filtered rows|parse error|illegal json|primary key size exceed the limit"
                            + "|array type in json document stream|should be array type|exceed the max size"
                            + "|exceed limit: \\d+, id="),
            entry(
                    Kind.NOT_NOW,
                    ErrorCode.TOO_MANY_VERSIONS,
                    "(?i)too many versions|too many pending rowsets|too large compaction score"),
            entry(Kind.NOT_NOW, ErrorCode.UNREACHABLE, "No backend alive|No backend or compute node alive"),
            entry(
                    Kind.NOT_NOW,
                    ErrorCode.BUSY,
                    "current running txns on db|txn num per be exceeds limit|Memory of .* exceed limit"
                            + "|primary key memory usage exceeds|lock timeout|current fe is not master"
                            + "|Service is shutting down|cuncurrent limit|Reached timeout|timeout by txn manager"),
            entry(Kind.MISCONFIGURED, ErrorCode.ACCESS_DENIED, "Access denied|no valid Basic authorization"),
            entry(
                    Kind.MISCONFIGURED,
                    ErrorCode.TABLE_UNSUITABLE,
                    "(?i)unknown table|unknown database|unknown column|Column has no default value"
                            + "|Merge condition column|Conditional update only|Only primary key table"
                            + "|has invalid type maybe|Primary key table does not support"),
            entry(
                    Kind.MISCONFIGURED,
                    ErrorCode.LOAD_REFUSED,
                    "There is no 100-continue header|Label format error|Invalid .* format|unknown data format"
                            + "|Unsupported |No partitions have data available|must be equal or greater"));

    private Messages() {}

    private static Entry entry(Kind kind, ErrorCode code, String pattern) {
        return new Entry(Pattern.compile(pattern), new Meaning(kind, code));
    }

    static Meaning meaning(String message) {
        return CATALOGUE.stream()
                .filter(entry -> entry.pattern().matcher(message).find())
                .map(Entry::meaning)
                .findFirst()
                .orElse(UNKNOWN);
    }

    private static final Pattern ROW_PART = Pattern.compile("(?i)\\b(row|value)\\b\\s*[:=].*", Pattern.DOTALL);
    private static final Pattern QUOTED =
            Pattern.compile("(?<!column |of |table |database |user |@)('.*'|\".*\")", Pattern.DOTALL);
    private static final Pattern LONG_NUMBER = Pattern.compile("(?<![-\\w])\\d{7,}");
    private static final Pattern NOT_ASCII = Pattern.compile("[^\\x20-\\x7e]+");

    /** A message that is safe to log: what may be a value of a row is left out. */
    static String quote(String message) {
        var text = ROW_PART.matcher(message).replaceFirst("$1 …");
        text = QUOTED.matcher(text).replaceAll("'…'");
        text = NOT_ASCII.matcher(text).replaceAll("…");
        text = LONG_NUMBER.matcher(text).replaceAll("…");
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
