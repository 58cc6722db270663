package io.bisync.leke.bridge;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;

/**
 * Who publishes: the holder of a token of role PUBLISHER.
 *
 * @param token which token it is
 * @param source the source that it is for
 * @param tenant whose events it may publish
 */
record Sender(String token, String source, String tenant) {

    /** What is needed to come through a door. */
    static final String ROLE = "PUBLISHER";

    /** Whom bi-basic knows by the token of a call. */
    static Sender of(@Nullable Authentication authentication) {
        if (authentication != null
                && authentication.getPrincipal() instanceof OAuth2AuthenticatedPrincipal principal
                && principal.getAttribute("source") instanceof String source
                && principal.getAttribute("tenant") instanceof String tenant) {
            return new Sender(
                    Objects.requireNonNullElse(principal.getAttribute("sub"), principal.getName()), source, tenant);
        }
        throw Refusal.ROLE.because("The token is for no tenant of a source").thrown();
    }
}
