package io.bisync.run;

import java.time.Duration;
import java.util.List;

/**
 * What a service that works off slices asks of bi-basic; throws as {@link io.bisync.account.ControlPlane} does.
 */
public interface Ledger {

    /** Says what runs of a source can be planned for; replaces what was said before. */
    void offer(String source, List<LoadableEntity> entities);

    /**
     * Tells what became of a holder's slices, keeps its leases on them, and gives it more to do. Slices of a holder that is not
     * heard of within its {@code ttl} go to others.
     *
     * @param most so many slices at once, RUNNING ones only: watching those that are SENT costs nothing
     * @param held all that the holder has, and what it had when it asked last
     * @return all that the holder has from now on. One that is missing goes to somebody else, is paused or cancelled: it ends
     *     with its page and is reported once more, as WAITING
     */
    List<Slice> claim(String source, String holder, Duration ttl, int most, List<SliceReport> held);
}
