package io.bisync.basic.caller;

import io.bisync.basic.http.Code;
import io.bisync.basic.http.RefusedException;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;

/**
 * The holder of an API token.
 *
 * @param name what the token is called
 * @param token which token it is
 * @param source the one source that the token is for, nothing for every source
 */
public record Caller(String name, String token, @Nullable String source) {

    /** The attribute of the principal that holds the token's number, or its file. */
    public static final String TOKEN = "sub";

    /** The attribute of the principal that holds the token's source. */
    public static final String SOURCE = "source";

    private static final String ADMINISTRATOR = "ROLE_ADMIN";
    private static final Caller ITSELF = new Caller("bi-basic", "itself", null);

    /** Who made the request that is being answered; the service itself where there is none. */
    public static Caller current() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof OAuth2AuthenticatedPrincipal principal
                ? new Caller(
                        principal.getName(),
                        String.valueOf(principal.<Object>getAttribute(TOKEN)),
                        principal.getAttribute(SOURCE))
                : ITSELF;
    }

    /** Refuses what belongs to another source than the token's. */
    public void requireSource(String wanted) {
        if (source != null && !source.equals(wanted)) {
            throw new RefusedException(
                    Code.OTHER_SOURCE, "This API token is for %s, and that belongs to %s".formatted(source, wanted));
        }
    }

    /** Refuses what only an administrator does, where the address alone does not say so. */
    public static void requireAdministrator(String what) {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication == null
                || authentication.getAuthorities().stream().noneMatch(it -> ADMINISTRATOR.equals(it.getAuthority()))) {
            throw new RefusedException(Code.ROLE_MISSING, "Only an administrator may %s".formatted(what));
        }
    }

    /** As the audit names the caller. */
    @Override
    public String toString() {
        return "%s (token %s)".formatted(name, token);
    }
}
