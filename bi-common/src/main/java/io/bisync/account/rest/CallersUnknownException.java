package io.bisync.account.rest;

import org.springframework.security.core.AuthenticationException;

/** Who calls cannot be told now, as bi-basic does not answer: nobody is let in, and the caller may try again. */
public final class CallersUnknownException extends AuthenticationException {

    CallersUnknownException(String message, Throwable cause) {
        super(message, cause);
    }

    public CallersUnknownException(String message) {
        super(message);
    }
}
