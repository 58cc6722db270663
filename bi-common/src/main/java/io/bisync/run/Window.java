package io.bisync.run;

import io.bisync.account.Account;
import java.time.Instant;

/**
 * A window of the time of change of an account's records.
 *
 * @param from included
 * @param to excluded
 */
public record Window(Account account, Instant from, Instant to) {

    @Override
    public String toString() {
        return "account %s, %s to %s".formatted(account.id(), from, to);
    }
}
