package io.bisync.local.jushuitan.api;

import io.bisync.local.jushuitan.merchant.Merchant;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** An app that may speak for a merchant, with its tokens and its share of calls. */
public final class Account {

    private final Merchant merchant;
    private final String name;
    private final AppKind kind;
    private final String appKey;
    private final String appSecret;
    private final Tokens tokens;
    private final CallLimit limit;
    private final InstantSource clock;
    private final Map<String, Instant> codes = new ConcurrentHashMap<>();
    private volatile @Nullable URI redirect;

    private Account(
            Merchant merchant,
            String name,
            AppKind kind,
            String appKey,
            String appSecret,
            Tokens tokens,
            CallLimit limit,
            InstantSource clock) {
        this.merchant = merchant;
        this.name = name;
        this.kind = kind;
        this.appKey = appKey;
        this.appSecret = appSecret;
        this.tokens = tokens;
        this.limit = limit;
        this.clock = clock;
    }

    /** An account without a token yet. */
    public static Account of(
            Merchant merchant,
            String name,
            AppKind kind,
            String appKey,
            String appSecret,
            Duration tokenLifetime,
            InstantSource clock,
            DoubleSupplier speed) {
        Tokens tokens = new Tokens(clock, tokenLifetime, appSecret.hashCode());
        return new Account(merchant, name, kind, appKey, appSecret, tokens, new CallLimit(clock, speed), clock);
    }

    /** The merchant it speaks for. */
    public Merchant merchant() {
        return merchant;
    }

    /** What people call it. */
    public String name() {
        return name;
    }

    /** Which way it gets its tokens. */
    public AppKind kind() {
        return kind;
    }

    /** Its public name. */
    public String appKey() {
        return appKey;
    }

    /** What it signs with. */
    public String appSecret() {
        return appSecret;
    }

    /** Takes its tokens away before their time. */
    public void revokeTokens() {
        tokens.revoke();
    }

    /** A new access token, as the merchant's authorisation in a browser would give to an ISV app. */
    public String authorise() {
        return tokens.issue().accessToken();
    }

    /** Where its merchants are sent back to after they let it in. */
    public void redirect(URI address) {
        redirect = address;
    }

    @Nullable URI redirect() {
        return redirect;
    }

    /** A code for one exchange until then. */
    String code(Instant until) {
        String code = UUID.randomUUID().toString().substring(0, 8);
        codes.put(code, until);
        return code;
    }

    boolean takesCode(String code) {
        Instant until = codes.remove(code);
        return until != null && clock.instant().isBefore(until);
    }

    Tokens tokens() {
        return tokens;
    }

    CallLimit limit() {
        return limit;
    }
}
