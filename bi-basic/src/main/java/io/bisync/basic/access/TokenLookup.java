package io.bisync.basic.access;

import java.util.List;
import java.util.Map;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.core.DefaultOAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;

/** Knows the caller by the hash of its token. */
class TokenLookup implements OpaqueTokenIntrospector {

    private final ApiTokens tokens;

    TokenLookup(ApiTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public OAuth2AuthenticatedPrincipal introspect(String value) {
        var token = tokens.find(new Bearer(value)).orElseThrow(() -> new BadOpaqueTokenException("Unknown or revoked"));
        return new DefaultOAuth2AuthenticatedPrincipal(
                token.name(),
                Map.of("sub", String.valueOf(token.id())),
                List.of(new SimpleGrantedAuthority("ROLE_" + token.role())));
    }
}
