package io.bisync.run;

import io.bisync.account.Account;
import java.time.Instant;

/**
 * A part of a run that one process works on at a time: an entity of an account, in a window of its time of change.
 *
 * @param id names it for ever; whoever works on it publishes under the transactional id {@code slice.<id>}
 * @param fence rises with everybody who begins to work on it: what is told under an older one does not count
 * @param state RUNNING: its pages are to be published; SENT: only whether it is loaded is to be watched
 * @param from included
 * @param to excluded
 * @param tries how often it was begun before
 * @param progress as the ledger was told last; what the topic of progress says counts more
 */
public record Slice(
        long id,
        long run,
        RunKind kind,
        long fence,
        Account account,
        String entity,
        Instant from,
        Instant to,
        SliceState state,
        int tries,
        SliceProgress progress) {}
