package io.bisync.local.starrocks.table;

import java.util.Locale;

/** A StarRocks type that the stand-in implements; length counts bytes, precision and scale are those of a decimal. */
public record ColumnType(Kind kind, int length, int precision, int scale) {

    /** The name of a type without its parameters. */
    public enum Kind {
        TINYINT("smallint"),
        SMALLINT("smallint"),
        INT("integer"),
        BIGINT("bigint"),
        FLOAT("real"),
        DOUBLE("double precision"),
        DECIMAL("numeric"),
        BOOLEAN("boolean"),
        DATE("date"),
        DATETIME("timestamp(6)"),
        CHAR("text"),
        VARCHAR("text"),
        JSON("json");

        private final String postgres;

        Kind(String postgres) {
            this.postgres = postgres;
        }
    }

    static ColumnType of(Kind kind) {
        return new ColumnType(kind, 0, 0, 0);
    }

    static ColumnType text(Kind kind, int length) {
        return new ColumnType(kind, length, 0, 0);
    }

    static ColumnType decimal(int precision, int scale) {
        if (precision < 1 || precision > 38 || scale < 0 || scale > precision) {
            throw new RefusedException("DECIMAL(%d,%d) does not exist in StarRocks".formatted(precision, scale));
        }
        return new ColumnType(Kind.DECIMAL, 0, precision, scale);
    }

    public boolean isText() {
        return kind == Kind.CHAR || kind == Kind.VARCHAR;
    }

    /** The type as {@code DESC} writes it. */
    public String describedName() {
        var name = kind.name().toLowerCase(Locale.ROOT);
        return switch (kind) {
            case CHAR, VARCHAR -> "%s(%d)".formatted(name, length);
            case DECIMAL -> "%s(%d,%d)".formatted(name, precision, scale);
            case TINYINT, SMALLINT, INT, BIGINT, FLOAT, DOUBLE, BOOLEAN, DATE, DATETIME, JSON -> name;
        };
    }

    /** The type as {@code information_schema.columns.column_type} writes it: MySQL's spelling. */
    String informationName() {
        return switch (kind) {
            case BOOLEAN -> "tinyint(1)";
            case TINYINT -> "tinyint(4)";
            case SMALLINT -> "smallint(6)";
            case INT -> "int(11)";
            case BIGINT -> "bigint(20)";
            case CHAR, VARCHAR, DECIMAL, FLOAT, DOUBLE, DATE, DATETIME, JSON -> describedName();
        };
    }

    /** The type as the backend writes it into the messages of refused rows. */
    public String backendName() {
        return switch (kind) {
            case CHAR, VARCHAR -> "%s(%d)".formatted(kind, length);
            case DECIMAL ->
                "DECIMAL%d(%d, %d)".formatted(precision <= 9 ? 32 : precision <= 18 ? 64 : 128, precision, scale);
            case TINYINT, SMALLINT, INT, BIGINT, FLOAT, DOUBLE, BOOLEAN, DATE, DATETIME, JSON -> kind.name();
        };
    }

    String postgresName() {
        return switch (kind) {
            case CHAR, VARCHAR -> "text COLLATE \"C\"";
            case DECIMAL -> "numeric(%d,%d)".formatted(precision, scale);
            case TINYINT, SMALLINT, INT, BIGINT, FLOAT, DOUBLE, BOOLEAN, DATE, DATETIME, JSON -> kind.postgres;
        };
    }
}
