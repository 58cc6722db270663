package io.bisync.basic.access;

import io.bisync.basic.caller.Caller;
import io.bisync.basic.http.DatabaseOutage;
import java.util.HashMap;
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
    private final DatabaseOutage database;

    TokenLookup(ApiTokens tokens, DatabaseOutage database) {
        this.tokens = tokens;
        this.database = database;
    }

    @Override
    public OAuth2AuthenticatedPrincipal introspect(String value) {
        var token =
                find(new Bearer(value)).orElseThrow(() -> new BadOpaqueTokenException("Unknown, expired or revoked"));
        var attributes = new HashMap<String, Object>(Map.of(Caller.TOKEN, token.token()));
        if (token.source() != null) {
            attributes.put(Caller.SOURCE, token.source());
        }
        return new DefaultOAuth2AuthenticatedPrincipal(
                token.name(), attributes, List.of(new SimpleGrantedAuthority("ROLE_" + token.role())));
    }

    private Optional<Holder> find(Bearer bearer) {
        try {
            return tokens.find(bearer);
        } catch (NonTransientDataAccessResourceException
                | RecoverableDataAccessException
                | TransientDataAccessException silent) {
            database.begins(silent);
            throw new TokensUnreadableException(silent);
        }
    }
}
