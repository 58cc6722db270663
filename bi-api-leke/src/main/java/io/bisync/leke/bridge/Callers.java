package io.bisync.leke.bridge;

import io.bisync.account.rest.CallersUnknownException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;

/**
 * Who says whose a token is, at both doors, and what a caller is told who is not let in.
 *
 * @param introspector bi-basic, as long as its answers are believed
 */
record Callers(OpaqueTokenIntrospector introspector) {

    /** A caller whose token is of another role. */
    static Answer.Refused roleMissing() {
        return Refusal.ROLE.because("The token is not of role PUBLISHER");
    }

    /** A caller who could not be told. */
    static Answer.Refused refused(AuthenticationException reason) {
        return reason instanceof CallersUnknownException
                ? Refusal.CALLERS_UNKNOWN.because("bi-basic cannot be asked about the token; try again later")
                : Refusal.UNAUTHENTICATED.because("Send 'Authorization: Bearer <token>' with a token that is in force");
    }
}
