package io.bisync.account;

import io.bisync.account.rest.CallersUnknownException;
import java.util.List;
import java.util.Map;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.core.DefaultOAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;

/** Callers without bi-basic: the token "job" has role JOB, "viewer" VIEWER; nobody can say anything of "lost". */
public final class KnownTokens implements OpaqueTokenIntrospector {

    private static final Map<String, String> ROLES =
            Map.of("job", "JOB", "service", "SERVICE", "administrator", "ADMIN", "viewer", "VIEWER");

    @Override
    public OAuth2AuthenticatedPrincipal introspect(String token) {
        if (token.equals("lost")) {
            throw new CallersUnknownException("bi-basic is away");
        }
        var role = ROLES.get(token);
        if (role == null) {
            throw new BadOpaqueTokenException("Unknown");
        }
        return new DefaultOAuth2AuthenticatedPrincipal(
                token, Map.of("scope", role), List.of(new SimpleGrantedAuthority("ROLE_" + role)));
    }
}
