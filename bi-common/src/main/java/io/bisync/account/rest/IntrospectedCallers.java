package io.bisync.account.rest;

import io.bisync.account.ControlPlaneException;
import io.bisync.secret.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.core.DefaultOAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import tools.jackson.databind.JsonNode;

/** Asks bi-basic about a token (RFC 7662) and believes the answer for a while; the token itself is not kept. */
final class IntrospectedCallers implements OpaqueTokenIntrospector {

    private static final Duration BELIEVED = Duration.ofSeconds(30);
    private static final int MOST_REMEMBERED = 1_000;

    private final BasicClient basic;
    private final InstantSource clock;
    private final Map<String, Remembered> remembered = new ConcurrentHashMap<>();

    IntrospectedCallers(BasicClient basic, InstantSource clock) {
        this.basic = basic;
        this.clock = clock;
    }

    @Override
    public OAuth2AuthenticatedPrincipal introspect(String token) {
        var digest = Sha256.hex(token);
        var now = clock.instant();
        var known = remembered.get(digest);
        if (known == null || !now.isBefore(known.until())) {
            known = new Remembered(ask(token), now.plus(BELIEVED));
            remember(digest, known, now);
        }
        if (known.caller() == null) {
            throw new BadOpaqueTokenException("The token is unknown, over or revoked");
        }
        return known.caller();
    }

    /** Tokens of strangers must not push out those that are known. */
    private void remember(String digest, Remembered answer, Instant now) {
        if (remembered.size() >= MOST_REMEMBERED) {
            remembered.values().removeIf(it -> it.caller() == null || !now.isBefore(it.until()));
        }
        if (remembered.size() < MOST_REMEMBERED) {
            remembered.put(digest, answer);
        }
    }

    private @Nullable OAuth2AuthenticatedPrincipal ask(String token) {
        try {
            return caller(basic.askOnce(it -> it.introspect(token)));
        } catch (ControlPlaneException unknown) {
            throw new CallersUnknownException("bi-basic cannot be asked about a token", unknown);
        }
    }

    /** Nobody where anything is not as bi-basic writes it. */
    private static @Nullable OAuth2AuthenticatedPrincipal caller(JsonNode answer) {
        var active = answer.path("active");
        var role = answer.path("scope").asString("");
        if (!active.isBoolean() || !active.booleanValue() || role.isEmpty()) {
            return null;
        }
        var attributes = new HashMap<String, Object>(Map.of("scope", role));
        for (var name : List.of("sub", "source", "tenant")) {
            if (answer.path(name).isString()) {
                attributes.put(name, answer.path(name).stringValue());
            }
        }
        return new DefaultOAuth2AuthenticatedPrincipal(
                answer.path("client_id").asString("?"),
                attributes,
                List.of(new SimpleGrantedAuthority("ROLE_" + role)));
    }

    private record Remembered(@Nullable OAuth2AuthenticatedPrincipal caller, Instant until) {}
}
