package io.bisync.starrocks.http;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Says what is wrong with rows without showing a row.
 * Only known errors and names of the load's own columns pass: an error text may hold anything of the row.
 */
final class RowErrors {

    private record Known(Pattern pattern, String text) {}

    private static final List<Known> KNOWN = List.of(
            known("NULL value in non-nullable column '(\\w+)'", "NULL in column %s"),
            known("Unable to cast string value to .*column=(\\w+)", "value of another type in column %s"),
            known("Value is overflow\\. column=(\\w+)", "too large a number in column %s"),
            known("Value length is beyond the capacity\\. column=(\\w+)", "too long a text in column %s"),
            known("is too long\\. The max length of '(\\w+)' is \\d+", "too long a text in column %s"),
            known("is out of range\\. The type of '(\\w+)' is", "value out of range in column %s"),
            known("The field \\(name = (\\w+), pos = \\d+\\) is out of range", "value out of range in column %s"),
            known(
                    "Target column count: \\d+ doesn't match source value column count()",
                    "another number of values than columns"),
            known("The row is out of partition ranges()", "no partition takes the row"),
            known("Invalid UTF-8 row()", "invalid UTF-8"),
            known("primary key size exceed()", "too long a primary key"),
            known("parse error|illegal json()", "not readable as JSON"));

    private static final String OTHER = "another error";
    private static final int MOST_LINES = 50;

    private RowErrors() {}

    private static Known known(String pattern, String text) {
        return new Known(Pattern.compile(pattern), text);
    }

    /** The kinds of error and how often each was found. */
    static String summary(String lines, Collection<String> columns) {
        var counts = new LinkedHashMap<String, Integer>();
        lines.lines()
                .filter(line -> line.startsWith("Error:"))
                .limit(MOST_LINES)
                .forEach(line -> counts.merge(describe(line, columns), 1, Integer::sum));
        return counts.entrySet().stream()
                .map(entry -> entry.getValue() + " × " + entry.getKey())
                .collect(Collectors.joining(", "));
    }

    private static String describe(String line, Collection<String> columns) {
        for (var known : KNOWN) {
            var matcher = known.pattern().matcher(line);
            if (matcher.find()) {
                return text(known, matcher, columns);
            }
        }
        return OTHER;
    }

    private static String text(Known known, Matcher matcher, Collection<String> columns) {
        if (!known.text().contains("%s")) {
            return known.text();
        }
        var column = matcher.group(1);
        return columns.contains(column) ? String.format(Locale.ROOT, known.text(), column) : OTHER;
    }
}
