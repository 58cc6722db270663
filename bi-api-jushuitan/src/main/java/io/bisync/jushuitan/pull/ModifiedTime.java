package io.bisync.jushuitan.pull;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import org.jspecify.annotations.Nullable;

/** Reads Jushuitan's times: Shanghai wall time with or without fractions of a second. */
final class ModifiedTime {

    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss[.SSS][.SS][.S]").withResolverStyle(ResolverStyle.STRICT);
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    private ModifiedTime() {}

    /** The instant; null where there is none that can be read: no other time is put in its place. */
    static @Nullable Instant parse(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            return LocalDateTime.parse(text.strip(), FORMAT).atZone(SHANGHAI).toInstant();
        } catch (DateTimeException unreadable) {
            return null;
        }
    }
}
