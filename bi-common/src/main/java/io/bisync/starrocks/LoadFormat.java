package io.bisync.starrocks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** How the rows of a load's body are written. */
public sealed interface LoadFormat {

    /** One JSON object a line. A column takes the member of its name, so a table may gain columns meanwhile. */
    record JsonLines() implements LoadFormat {}

    /**
     * Values by their place among the request's columns; {@code \N} is NULL.
     *
     * @param columnSeparator what stands between two values, 1 to 50 bytes
     * @param rowDelimiter what stands behind each row, 1 to 50 bytes
     * @param enclose what stands around a value that holds one of these, doubled inside it; null where no value does
     */
    record Csv(
            String columnSeparator,
            String rowDelimiter,
            @Nullable Character enclose) implements LoadFormat {

        private static final int LONGEST = 50;

        public Csv {
            check("column separator", columnSeparator);
            check("row delimiter", rowDelimiter);
            if (columnSeparator.equals(rowDelimiter)) {
                throw new IllegalArgumentException(
                        "Column separator and row delimiter are both '%s'".formatted(columnSeparator));
            }
            if (enclose != null && (enclose <= ' ' || enclose > '~')) {
                throw new IllegalArgumentException(
                        "A value cannot be enclosed in U+%04X: only in printable ASCII".formatted((int) enclose));
            }
        }

        /** Values with tabs between them, one row a line, none of them enclosed: StarRocks' own defaults. */
        public Csv() {
            this("\t", "\n", null);
        }

        private static void check(String what, String value) {
            int bytes = value.getBytes(UTF_8).length;
            if (bytes < 1 || bytes > LONGEST) {
                throw new IllegalArgumentException("A %s has 1 to %d bytes, not %d".formatted(what, LONGEST, bytes));
            }
        }

        /** As a header may say it: in hexadecimal where it holds anything but printable ASCII. */
        public static String header(String separator) {
            return separator.chars().allMatch(it -> it > ' ' && it <= '~')
                    ? separator
                    : "\\x" + HexFormat.of().formatHex(separator.getBytes(UTF_8));
        }
    }
}
