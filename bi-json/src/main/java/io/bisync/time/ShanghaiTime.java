package io.bisync.time;

import io.bisync.json.Bytes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** The wall time of Shanghai: what ERPs mean where they state no zone, and what tables hold. */
public final class ShanghaiTime {

    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZONE);

    private ShanghaiTime() {}

    /** The instant of a time, spelled in any way in which a table takes it; null for all others, and for dates that stand for none. */
    public static @Nullable Instant read(@Nullable String text) {
        if (text == null) {
            return null;
        }
        byte[] bytes = text.strip().getBytes(StandardCharsets.UTF_8);
        var rewritten = new Bytes(32);
        return switch (DateTimes.read(bytes, 0, bytes.length, rewritten)) {
            case DateTimes.AS_IS -> instant(bytes, bytes.length);
            case DateTimes.REWRITTEN -> instant(rewritten.array(), rewritten.size());
            default -> null;
        };
    }

    private static Instant instant(byte[] bytes, int length) {
        var wallTime = new String(bytes, 0, length, StandardCharsets.US_ASCII).replace(' ', 'T');
        return of(LocalDateTime.parse(wallTime));
    }

    public static Instant of(LocalDateTime wallTime) {
        return wallTime.atZone(ZONE).toInstant();
    }

    /** A time to the second, as ERPs are asked with: {@code 2026-01-15 12:00:00}. */
    public static String seconds(Instant time) {
        return SECONDS.format(time);
    }

    /** When the day began on which this time falls. */
    public static Instant startOfDay(Instant time) {
        return time.atZone(ZONE).toLocalDate().atStartOfDay(ZONE).toInstant();
    }
}
