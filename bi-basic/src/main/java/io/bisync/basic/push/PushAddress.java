package io.bisync.basic.push;

import io.bisync.account.PushDoor;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An address for pushes as it is kept: its token is nowhere.
 *
 * @param account whose address it is; null where it is an app's
 * @param appKey whose address it is; null where it is an account's
 * @param endsAt until when it is valid; null while nobody replaced or ended it
 */
record PushAddress(
        long id,
        String source,
        @Nullable String account,
        @Nullable String appKey,
        String createdBy,
        Instant createdAt,
        @Nullable Instant endsAt) {

    /** For the service that answers there. */
    PushDoor door(String sha256) {
        return new PushDoor(sha256, account, appKey, endsAt);
    }

    /** As the audit names whose it is. */
    String owner() {
        return account == null ? "app %s %s".formatted(source, Objects.requireNonNull(appKey)) : "account " + account;
    }

    boolean isValid(Instant at) {
        return endsAt == null || at.isBefore(endsAt);
    }
}
