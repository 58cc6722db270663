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

    /** The instant, or the other one where there is none that can be read. */
    static Instant parse(@Nullable String text, Instant otherwise) {
        if (text == null || text.isEmpty()) {
            return otherwise;
        }
        try {
            return LocalDateTime.parse(text, FORMAT).atZone(SHANGHAI).toInstant();
        } catch (DateTimeException unreadable) {
            return otherwise;
        }
    }
}
