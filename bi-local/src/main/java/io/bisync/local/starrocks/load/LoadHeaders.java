package io.bisync.local.starrocks.load;

import io.bisync.local.starrocks.http.Exchange;
import io.bisync.local.starrocks.row.LoadPlan;
import io.bisync.local.starrocks.transaction.LoadFailedException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the headers of a Stream Load; one that the stand-in does not implement is refused, never ignored. */
final class LoadHeaders {

    private static final Set<String> IMPLEMENTED = Set.of(
            "label",
            "format",
            "column_separator",
            "row_delimiter",
            "enclose",
            "columns",
            "strip_outer_array",
            "ignore_json_size",
            "strict_mode",
            "max_filter_ratio",
            "timezone",
            "timeout",
            "merge_condition");
    private static final Set<String> OF_HTTP = Set.of(
            "host",
            "authorization",
            "expect",
            "content-length",
            "transfer-encoding",
            "content-type",
            "connection",
            "keep-alive",
            "user-agent",
            "accept",
            "accept-encoding",
            "accept-language",
            "cache-control",
            "pragma",
            "date",
            "upgrade",
            "http2-settings",
            "traceparent",
            "tracestate");
    private static final Set<String> OF_THE_PATH = Set.of("db", "table");
    private static final Pattern DIGITS = Pattern.compile("\\d{1,9}");
    private static final int LONGEST_SEPARATOR = 50;
    private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(10);
    private static final long JSON_LIMIT = 100L * 1024 * 1024;
    private static final long BODY_LIMIT = 102400L * 1024 * 1024;

    private final Exchange exchange;

    LoadHeaders(Exchange exchange) {
        this.exchange = exchange;
    }

    void requireImplemented(String database, String table) {
        for (var name : exchange.headerNames()) {
            if (!IMPLEMENTED.contains(name) && !OF_HTTP.contains(name) && !OF_THE_PATH.contains(name)) {
                throw new LoadFailedException("The stand-in does not implement the header '%s'".formatted(name));
            }
        }
        requireSame("db", database);
        requireSame("table", table);
    }

    /** StarRocks' own clients say the path a second time, and StarRocks never looks; another value is a mistake. */
    private void requireSame(String name, String inThePath) {
        var said = exchange.header(name);
        if (said != null && !said.equals(inThePath)) {
            throw new LoadFailedException("The stand-in takes the header '%s' only as the path has it: '%s', not '%s'"
                    .formatted(name, inThePath, said));
        }
    }

    void requireFormat() {
        var format = text("format", "csv");
        switch (format.toLowerCase(Locale.ROOT)) {
            case "json", "csv" -> {}
            case "gzip", "bzip2", "lz4", "deflate", "zstd" ->
                throw new LoadFailedException("The stand-in does not implement the format '%s'".formatted(format));
            default -> throw new LoadFailedException("unknown data format, format=" + format);
        }
    }

    void requireAllowedSize() {
        var header = exchange.header("content-length");
        if (header == null || exchange.isChunked()) {
            return;
        }
        var length = Long.parseUnsignedLong(header);
        if (length > BODY_LIMIT) {
            throw new LoadFailedException(
                    "body size %d exceed limit: %d. You can increase the limit by setting streaming_load_max_mb in be.conf."
                            .formatted(length, BODY_LIMIT));
        }
        if (!isCsv()
                && length > JSON_LIMIT
                && !text("ignore_json_size", "false").equalsIgnoreCase("true")) {
            throw new LoadFailedException(
                    "The size of this batch exceed the max size [%d]  of json type data  data [ %d ]. Set ignore_json_size to skip the check, although it may lead huge memory consuming."
                            .formatted(JSON_LIMIT, length));
        }
    }

    Duration timeout() {
        var timeout = text("timeout", "");
        if (timeout.isEmpty()) {
            return DEFAULT_TIMEOUT;
        }
        if (!DIGITS.matcher(timeout).matches()) {
            throw new LoadFailedException("Invalid timeout format");
        }
        return Duration.ofSeconds(Long.parseLong(timeout));
    }

    LoadPlan.Mode mode() {
        return switch (text("strict_mode", "false").toLowerCase(Locale.ROOT)) {
            case "true" -> LoadPlan.Mode.STRICT;
            case "false" -> LoadPlan.Mode.NULL_FOR_BAD;
            default -> throw new LoadFailedException("Invalid strict mode format. Must be bool type");
        };
    }

    boolean stripsOuterArray() {
        return text("strip_outer_array", "false").equalsIgnoreCase("true");
    }

    boolean isCsv() {
        return text("format", "csv").equalsIgnoreCase("csv");
    }

    /** As written, or hexadecimal behind a backslash and an x. */
    String separator(String name, String otherwise) {
        var written = text(name, otherwise);
        try {
            var separator = written.startsWith("\\x")
                    ? new String(HexFormat.of().parseHex(written.substring(2)), StandardCharsets.UTF_8)
                    : written;
            if (!separator.isEmpty() && separator.getBytes(StandardCharsets.UTF_8).length <= LONGEST_SEPARATOR) {
                return separator;
            }
        } catch (IllegalArgumentException _) {
            // Said below.
        }
        throw new LoadFailedException(
                "The stand-in takes a %s of 1 to %d bytes, not '%s'".formatted(name, LONGEST_SEPARATOR, written));
    }

    @Nullable Character enclose() {
        var written = text("enclose", "");
        return written.isEmpty() ? null : written.charAt(0);
    }

    double maxFilterRatio() {
        var ratio = text("max_filter_ratio", "0");
        try {
            var value = Double.parseDouble(ratio);
            if (value >= 0 && value <= 1) {
                return value;
            }
        } catch (NumberFormatException _) {
            // StarRocks reads such a text as 0; here it is more likely a mistake of ours.
        }
        throw new LoadFailedException("The stand-in takes a max_filter_ratio from 0 to 1, not '%s'".formatted(ratio));
    }

    String text(String name, String otherwise) {
        var value = exchange.header(name);
        return value == null || value.isEmpty() ? otherwise : value;
    }
}
