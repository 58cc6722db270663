package io.bisync.jushuitan.openapi;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a merchant lets a service provider's app in: at a page of Jushuitan, to which an address leads that lives for 15 minutes; Jushuitan
 * then calls the app back with a code, for which {@link OpenApi#exchangedToken} brings the token.
 */
public final class Authorisation {

    private static final URI PAGE = URI.create("https://openweb.jushuitan.com/auth");

    private Authorisation() {}

    /** What came back: the code to exchange, and the state that the address had. */
    public record Callback(String code, @Nullable String state) {

        @Override
        public String toString() {
            return "Callback[state=" + state + "]";
        }
    }

    /** Jushuitan did not sign this callback with the app's secret, or it lacks its code. */
    public static final class ForgedCallbackException extends Exception {
        ForgedCallbackException(String message) {
            super(message);
        }
    }

    /**
     * The address to send the merchant to.
     *
     * @param state comes back with the code: something that nobody can guess and that is good for once
     */
    public static URI address(App app, String state, Instant now) {
        return address(PAGE, app, state, now);
    }

    /** The same at another page, which is a simulator's. */
    public static URI address(URI page, App app, String state, Instant now) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("app_key", app.key());
        fields.put("timestamp", Long.toString(now.getEpochSecond()));
        fields.put("charset", "utf-8");
        fields.put("state", state);
        return URI.create(page + "?" + new String(Form.of(fields).signed(app.secret()), StandardCharsets.US_ASCII));
    }

    /**
     * Reads a callback.
     *
     * @param query all parameters as they came, decoded
     */
    public static Callback callback(App app, Map<String, String> query) throws ForgedCallbackException {
        var fields = new HashMap<>(query);
        var sign = fields.remove("sign");
        fields.values().removeIf(String::isEmpty);
        if (sign == null
                || !app.key().equals(fields.get("app_key"))
                || !isSame(sign, Form.of(fields).signature(app.secret()))) {
            throw new ForgedCallbackException("The callback is not signed with the secret of app " + app.key());
        }
        var code = fields.get("code");
        if (code == null) {
            throw new ForgedCallbackException("The callback has no code");
        }
        return new Callback(code, fields.get("state"));
    }

    static boolean isSame(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
