package io.bisync.basic.access;

import org.springframework.security.core.AuthenticationException;

/** Whether a token is known cannot be told now, as the database does not answer. */
final class TokensUnreadableException extends AuthenticationException {

    TokensUnreadableException(Throwable cause) {
        super("The database with the API tokens does not answer", cause);
    }
}
