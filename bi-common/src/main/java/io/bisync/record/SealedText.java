package io.bisync.record;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.bisync.json.JsonType;
import io.bisync.json.Words;
import io.bisync.secret.SealingKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value as a JSON string that shows its type alone: {@code "sealed:text:<sealed bytes>"}. A very long one is kept
 * as type, length and keyed hash: {@code "sealed:text:5120:<sealed hash>"}. It opens only at its own place and account.
 * For one thread.
 */
final class SealedText {

    /** Longer values are not kept. */
    private static final int LONGEST = 4096;

    /** Tink's key id and the synthetic initialisation vector, which is a keyed hash of value and context. */
    private static final int HASH_BYTES = 5 + 16;

    private static final int SLOTS = 512;
    private static final int LONGEST_REMEMBERED = 128;
    private static final byte[] BEGINNING = "\"sealed:".getBytes(US_ASCII);
    private static final byte SEPARATOR = 0x1F;
    private static final Map<JsonType, byte[]> WORDS = Arrays.stream(JsonType.values())
            .collect(Collectors.toMap(it -> it, it -> (word(it) + ":").getBytes(US_ASCII)));

    @SuppressWarnings("ArrayRecordComponent")
    private record Known(Place place, String account, byte[] value, byte[] token) {}

    private final SealingKey key;
    private final @Nullable Known[] known = new Known[SLOTS];

    SealedText(SealingKey key) {
        this.key = key;
    }

    /** The value as a sealed JSON string; what is one already, and null, which says nothing, come back as they are. */
    byte[] of(Place place, String account, byte[] source, int from, int to) {
        if (source[from] == 'n') {
            return Arrays.copyOfRange(source, from, to);
        }
        if (to - from > LONGEST_REMEMBERED) {
            return sealed(place, account, source, from, to);
        }
        int slot = Words.hash(System.identityHashCode(place), source, from, to) & (SLOTS - 1);
        var last = known[slot];
        if (last != null
                && last.place.equals(place)
                && last.account.equals(account)
                && Arrays.equals(last.value, 0, last.value.length, source, from, to)) {
            return last.token;
        }
        var token = sealed(place, account, source, from, to);
        known[slot] = new Known(place, account, Arrays.copyOfRange(source, from, to), token);
        return token;
    }

    private byte[] sealed(Place place, String account, byte[] source, int from, int to) {
        if (looksSealed(source, from, to) && parse(place, account, source, from, to) != null) {
            return Arrays.copyOfRange(source, from, to);
        }
        var type = word(JsonType.of(source[from]));
        var value = Arrays.copyOfRange(source, from, to);
        var bytes = key.seal(value, context(place, account, type));
        if (value.length > LONGEST) {
            type = type + ":" + value.length;
            bytes = key.seal(Arrays.copyOf(bytes, HASH_BYTES), context(place, account, type));
        }
        return ("\"sealed:" + type + ":"
                        + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + "\"")
                .getBytes(US_ASCII);
    }

    /** The value that was sealed, as JSON; null where this is no sealed value of this place, or only its hash was kept. */
    byte @Nullable [] opened(Place place, String account, byte[] source, int from, int to) {
        if (!looksSealed(source, from, to)) {
            return null;
        }
        var parsed = parse(place, account, source, from, to);
        return parsed == null || parsed.onlyHash ? null : parsed.clear;
    }

    private record Parsed(
            @SuppressWarnings("ArrayRecordComponent") byte[] clear, boolean onlyHash) {}

    private @Nullable Parsed parse(Place place, String account, byte[] source, int from, int to) {
        int first = from + BEGINNING.length;
        int last = to - 1;
        while (last > first && source[last - 1] != ':') {
            last--;
        }
        if (last == first) {
            return null;
        }
        var type = new String(source, first, last - 1 - first, US_ASCII);
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(Arrays.copyOfRange(source, last, to - 1));
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
        var clear = key.open(bytes, context(place, account, type));
        return clear == null ? null : new Parsed(clear, type.indexOf(':') >= 0);
    }

    static boolean looksSealed(byte[] source, int from, int to) {
        return to - from > BEGINNING.length
                && source[from + 1] == 's'
                && Arrays.equals(BEGINNING, 0, BEGINNING.length, source, from, from + BEGINNING.length);
    }

    private static byte[] context(Place place, String account, String type) {
        var rest = (account + (char) SEPARATOR + type).getBytes(UTF_8);
        var context = Arrays.copyOf(place.pathBytes, place.pathBytes.length + 1 + rest.length);
        context[place.pathBytes.length] = SEPARATOR;
        System.arraycopy(rest, 0, context, place.pathBytes.length + 1, rest.length);
        return context;
    }

    /** What kind of value stands there; of a sealed one, what it was. */
    static JsonType typeOf(byte[] source, int from, int to) {
        if (looksSealed(source, from, to)) {
            int first = from + BEGINNING.length;
            for (var known : WORDS.entrySet()) {
                var word = known.getValue();
                if (first + word.length < to
                        && Arrays.equals(word, 0, word.length, source, first, first + word.length)) {
                    return known.getKey();
                }
            }
        }
        return JsonType.of(source[from]);
    }

    private static String word(JsonType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }
}
