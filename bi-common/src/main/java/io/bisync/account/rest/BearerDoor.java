package io.bisync.account.rest;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;

/** What all doors of the suite have in common: each call brings its bearer token, and nothing lasts between two. */
public final class BearerDoor {

    private BearerDoor() {}

    /**
     * The door whose addresses and roles are said already.
     *
     * @param callers who holds a token
     * @param unauthenticated answers whoever has none that counts
     * @param roleMissing answers whoever may not do that
     */
    public static SecurityFilterChain of(
            HttpSecurity http,
            OpaqueTokenIntrospector callers,
            AuthenticationEntryPoint unauthenticated,
            AccessDeniedHandler roleMissing) {
        return SideDoor.stateless(
                        http.oauth2ResourceServer(server -> server.opaqueToken(token -> token.introspector(callers))
                                        .authenticationEntryPoint(unauthenticated)
                                        .accessDeniedHandler(roleMissing))
                                .exceptionHandling(errors -> errors.authenticationEntryPoint(unauthenticated)
                                        .accessDeniedHandler(roleMissing)))
                .build();
    }
}
