package io.bisync.account;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An address at which an ERP says that something changed: of one account, or of an app, whose messages name the account's
 * company themselves. Its token is kept nowhere.
 *
 * @param sha256 the hash of the token in its path, in hexadecimal
 * @param account whose address it is; null where it is an app's
 * @param appKey whose address it is; null where it is an account's
 * @param endsAt until when it is valid; null where it was not replaced
 */
public record PushDoor(
        String sha256,
        @Nullable String account,
        @Nullable String appKey,
        @Nullable Instant endsAt) {

    /** Whether it is valid then. */
    public boolean isOpen(Instant at) {
        return endsAt == null || at.isBefore(endsAt);
    }
}
