package io.bisync.basic.account;

import io.bisync.account.change.AccountChanged;
import io.bisync.account.change.AccountChanged.Kind;
import io.bisync.basic.outbox.Outbox;

/** Tells services what became of an account, within the transaction of the change. Whoever wants to know more asks. */
public class AccountEvents {

    private final Outbox outbox;

    AccountEvents(Outbox outbox) {
        this.outbox = outbox;
    }

    /** Adds the event to the transaction of this thread. */
    public void tell(Kind kind, StoredAccount account) {
        outbox.add(
                AccountChanged.TOPIC,
                account.id(),
                kind.type(),
                new AccountChanged(account.source().text(), account.id(), kind));
    }
}
