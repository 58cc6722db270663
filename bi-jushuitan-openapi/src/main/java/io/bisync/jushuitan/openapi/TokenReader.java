package io.bisync.jushuitan.openapi;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what a token call brought; the lifetime is the answer's own, never a constant. */
final class TokenReader implements AnswerReader.DataReader<Token> {

    private final InstantSource clock;

    TokenReader(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Token read(byte[] answer, JsonScan scan) throws MalformedAnswerException {
        Map<String, String> fields = new HashMap<>();
        scan.object(name -> {
            String value = scan.scalar();
            if (value != null && !value.isEmpty()) {
                fields.put(name.toString(), value);
            }
        });
        String accessToken = fields.get("access_token");
        Long seconds = seconds(fields.get("expires_in"));
        if (accessToken == null || seconds == null) {
            throw new MalformedAnswerException("The token answer lacks access_token or expires_in");
        }
        Instant expiresAt = clock.instant().plusSeconds(seconds);
        return new Token(accessToken, fields.get("refresh_token"), expiresAt);
    }

    private static @Nullable Long seconds(@Nullable String text) {
        try {
            return text == null ? null : Long.valueOf(Math.clamp(Long.parseLong(text), 0, Integer.MAX_VALUE));
        } catch (NumberFormatException unreadable) {
            return null;
        }
    }
}
