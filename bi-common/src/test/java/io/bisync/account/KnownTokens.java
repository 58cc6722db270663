package io.bisync.account;

import io.bisync.account.rest.CallersUnknownException;
import java.util.List;
import java.util.Map;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.core.DefaultOAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;

/**
 * Callers without bi-basic: the token "job" has role JOB, "viewer" VIEWER; nobody can say anything of "lost". One of the form
 * "publisher~leke~t1" may publish the events of that tenant of that source.
 */
public final class KnownTokens implements OpaqueTokenIntrospector {

    private static final Map<String, String> ROLES =
            Map.of("job", "JOB", "service", "SERVICE", "administrator", "ADMIN", "viewer", "VIEWER");

    @Override
    public OAuth2AuthenticatedPrincipal introspect(String token) {
        if (token.equals("lost")) {
            throw new CallersUnknownException("bi-basic is away");
        }
        if (token.startsWith("publisher~")) {
            var parts = token.split("~", -1);
            return new DefaultOAuth2AuthenticatedPrincipal(
                    token,
                    Map.of("scope", "PUBLISHER", "sub", token, "source", parts[1], "tenant", parts[2]),
                    List.of(new SimpleGrantedAuthority("ROLE_PUBLISHER")));
        }
        var role = ROLES.get(token);
        if (role == null) {
            throw new BadOpaqueTokenException("Unknown");
        }
        return new DefaultOAuth2AuthenticatedPrincipal(
                token, Map.of("scope", role), List.of(new SimpleGrantedAuthority("ROLE_" + role)));
    }
}
