package io.bisync.local.leke;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The many ways in which Leke writes one value down, chosen by chance. */
final class Spelling {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final List<@Nullable Object> NO_TIME =
            Arrays.asList(null, null, "", "", " ", "0000-00-00 00:00:00", "0001-01-01T00:00:00Z");
    private static final ZoneOffset ELSEWHERE = ZoneOffset.ofHours(-5);

    private final Random random;

    Spelling(Random random) {
        this.random = random;
    }

    /** Usually a string; now and then a number, or an empty string for nothing. */
    @Nullable Object decimal(@Nullable BigDecimal value) {
        if (value == null) {
            return random.nextBoolean() ? "" : null;
        }
        return random.nextInt(6) == 0 ? value : value.toPlainString();
    }

    /** With any offset, short ones too, and without milliseconds or seconds where they are zero; in many words for nothing. */
    @Nullable Object time(@Nullable Instant value) {
        if (value == null) {
            return NO_TIME.get(random.nextInt(NO_TIME.size()));
        }
        var at = switch (random.nextInt(8)) {
            case 0 -> OffsetDateTime.ofInstant(value, ZoneOffset.UTC);
            case 1 -> OffsetDateTime.ofInstant(value, ELSEWHERE);
            default -> OffsetDateTime.ofInstant(value, SHANGHAI);
        };
        var text = random.nextInt(4) == 0 ? at.toString() : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at);
        return switch (random.nextInt(12)) {
            case 0 -> text.toLowerCase(Locale.ROOT);
            case 1 -> text.replaceFirst("([+-]\\d\\d):00$", "$1");
            case 2 -> text + "[" + SHANGHAI + "]";
            default -> text;
        };
    }

    Object flag(boolean value) {
        return switch (random.nextInt(10)) {
            case 0 -> Boolean.toString(value);
            case 1 -> value ? 1 : 0;
            case 2 -> value ? "1" : "0";
            default -> value;
        };
    }

    /** Digits alone come as a number now and then. */
    Object text(String value) {
        return value.matches("[1-9][0-9]{0,17}") && random.nextInt(3) == 0 ? Long.parseLong(value) : value;
    }
}
