package io.bisync.table;

import java.util.Locale;
import java.util.regex.Pattern;

/** A StarRocks column type: {@code size} is the byte length of a VARCHAR or the precision of a DECIMAL, else 0. */
public record ColumnType(Kind kind, int size, int scale) {

    /** The types that declarations use. */
    public enum Kind {
        BIGINT,
        INT,
        BOOLEAN,
        DATETIME,
        JSON,
        VARCHAR,
        DECIMAL
    }

    private static final Pattern WRITTEN =
            Pattern.compile("([A-Z]+)(?:\\s*\\(\\s*(\\d{1,5})\\s*(?:,\\s*(\\d{1,2})\\s*)?\\))?");

    public static final ColumnType BIGINT = new ColumnType(Kind.BIGINT, 0, 0);
    public static final ColumnType INT = new ColumnType(Kind.INT, 0, 0);
    public static final ColumnType BOOLEAN = new ColumnType(Kind.BOOLEAN, 0, 0);
    public static final ColumnType DATETIME = new ColumnType(Kind.DATETIME, 0, 0);
    public static final ColumnType JSON = new ColumnType(Kind.JSON, 0, 0);

    public ColumnType {
        var sizeFits = switch (kind) {
            case VARCHAR -> size >= 1 && size <= 65_533 && scale == 0;
            case DECIMAL -> size >= 1 && size <= 38 && scale >= 0 && scale <= size;
            case BIGINT, INT, BOOLEAN, DATETIME, JSON -> size == 0 && scale == 0;
        };
        if (!sizeFits) {
            throw new IllegalArgumentException("%s cannot have size %d and scale %d".formatted(kind, size, scale));
        }
    }

    /** Text of at most so many bytes (not characters) in UTF-8. */
    public static ColumnType varchar(int bytes) {
        return new ColumnType(Kind.VARCHAR, bytes, 0);
    }

    public static ColumnType decimal(int precision, int scale) {
        return new ColumnType(Kind.DECIMAL, precision, scale);
    }

    /**
     * The type that SQL calls so: {@code VARCHAR(200)}, {@code decimal(18,4)}, {@code BIGINT}.
     *
     * @throws IllegalArgumentException where declarations use no such type
     */
    public static ColumnType parse(String sql) {
        var written = WRITTEN.matcher(sql.strip().toUpperCase(Locale.ROOT));
        if (written.matches()) {
            int size = written.group(2) == null ? 0 : Integer.parseInt(written.group(2));
            int scale = written.group(3) == null ? 0 : Integer.parseInt(written.group(3));
            for (var kind : Kind.values()) {
                if (kind.name().equals(written.group(1))) {
                    return new ColumnType(kind, size, scale);
                }
            }
        }
        throw new IllegalArgumentException(
                "'%s' is no column type; those are VARCHAR(bytes), DECIMAL(digits, decimals), %s"
                        .formatted(sql, "BIGINT, INT, BOOLEAN, DATETIME and JSON"));
    }

    /** Whether its values travel as JSON strings: StarRocks reads bare decimals as doubles. */
    public boolean isQuoted() {
        return switch (kind) {
            case VARCHAR, DECIMAL, DATETIME -> true;
            case BIGINT, INT, BOOLEAN, JSON -> false;
        };
    }

    /** As it stands in a CREATE TABLE. */
    public String sql() {
        return switch (kind) {
            case VARCHAR -> "VARCHAR(" + size + ")";
            case DECIMAL -> "DECIMAL(" + size + ", " + scale + ")";
            case BIGINT, INT, BOOLEAN, DATETIME, JSON -> kind.name();
        };
    }
}
