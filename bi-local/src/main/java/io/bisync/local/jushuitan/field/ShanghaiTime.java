package io.bisync.local.jushuitan.field;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Optional;

/** The ERP's wall time: Asia/Shanghai, never stated in its payloads. */
public final class ShanghaiTime {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final DateTimeFormatter SECONDS = formatter("uuuu-MM-dd HH:mm:ss");
    private static final DateTimeFormatter MILLIS = formatter("uuuu-MM-dd HH:mm:ss.SSS");

    private ShanghaiTime() {}

    /** The wall time with milliseconds. */
    public static String withMillis(long epochMillis) {
        return MILLIS.format(wall(epochMillis));
    }

    /** The wall time in whole seconds. */
    public static String withSeconds(long epochMillis) {
        return SECONDS.format(wall(epochMillis));
    }

    /** Reads a wall time with or without milliseconds; empty when it is neither. */
    public static Optional<Instant> parse(String text) {
        try {
            DateTimeFormatter formatter = text.indexOf('.') < 0 ? SECONDS : MILLIS;
            return Optional.of(LocalDateTime.parse(text, formatter).atZone(ZONE).toInstant());
        } catch (DateTimeParseException unreadable) {
            return Optional.empty();
        }
    }

    private static LocalDateTime wall(long epochMillis) {
        return LocalDateTime.ofInstant(Instant.ofEpochMilli(epochMillis), ZONE);
    }

    private static DateTimeFormatter formatter(String pattern) {
        return DateTimeFormatter.ofPattern(pattern).withResolverStyle(ResolverStyle.STRICT);
    }
}
