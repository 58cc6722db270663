package io.bisync.secret;

import java.security.GeneralSecurityException;

/** A sealed value that this keyset does not open at this place; the value itself is in no message. */
public final class UnsealException extends RuntimeException {

    UnsealException(SecretPlace place, GeneralSecurityException cause) {
        super(
                "BI-SECRET-03 The sealed %s.%s of account '%s' does not open: use the keyset file that bi-basic uses"
                        .formatted(place.table(), place.column(), place.account()),
                cause);
    }
}
