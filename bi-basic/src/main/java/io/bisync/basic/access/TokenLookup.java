package io.bisync.basic.access;

import io.bisync.operations.Outage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.core.DefaultOAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;

/** Knows the caller by the hash of its token. */
class TokenLookup implements OpaqueTokenIntrospector {

    private final ApiTokens tokens;
    private final Outage database;

    TokenLookup(ApiTokens tokens, Outage database) {
        this.tokens = tokens;
        this.database = database;
    }

    @Override
    public OAuth2AuthenticatedPrincipal introspect(String value) {
        var token = find(new Bearer(value)).orElseThrow(() -> new BadOpaqueTokenException("Unknown or revoked"));
        return new DefaultOAuth2AuthenticatedPrincipal(
                token.name(),
                Map.of("sub", String.valueOf(token.id())),
                List.of(new SimpleGrantedAuthority("ROLE_" + token.role())));
    }

    /** Every request that needs the database comes by here first, so an outage is told here. */
    private Optional<ApiToken> find(Bearer bearer) {
        try {
            var found = tokens.find(bearer);
            database.ends();
            return found;
        } catch (NonTransientDataAccessResourceException
                | RecoverableDataAccessException
                | TransientDataAccessException silent) {
            database.begins("requests are refused until it does; callers try again by themselves");
            throw new TokensUnreadableException(silent);
        }
    }
}
