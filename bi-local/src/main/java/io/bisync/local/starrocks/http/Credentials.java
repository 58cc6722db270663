package io.bisync.local.starrocks.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The one user that may do everything. */
public record Credentials(String username, String password) {

    private static final String BASIC = "basic ";

    /** The user that a request names, or null when it carries no readable Basic authorization. */
    public @Nullable String user(Exchange exchange) {
        var given = given(exchange);
        return given == null ? null : given.username();
    }

    public boolean accept(Exchange exchange) {
        var given = given(exchange);
        return given != null
                && given.username().equals(username)
                && MessageDigest.isEqual(
                        given.password().getBytes(StandardCharsets.UTF_8), password.getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable Credentials given(Exchange exchange) {
        var header = exchange.header("authorization");
        if (header == null || !header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return null;
        }
        try {
            var text = new String(
                    Base64.getDecoder().decode(header.substring(BASIC.length()).strip()), StandardCharsets.UTF_8);
            var colon = text.indexOf(':');
            if (colon < 0) {
                return null;
            }
            // "user@cluster": StarRocks drops the cluster.
            var name = text.substring(0, colon).replaceFirst("@.*", "");
            return new Credentials(name, text.substring(colon + 1));
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    @Override
    public String toString() {
        return "Credentials[username=%s]".formatted(username);
    }
}
