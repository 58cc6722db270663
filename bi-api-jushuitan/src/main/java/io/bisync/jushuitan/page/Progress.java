package io.bisync.jushuitan.page;

import java.time.Instant;

/** Hears how far a pull has come, of an entity or within one warehouse or shop. */
public interface Progress {

    /** Everything that the ERP had by then is published. */
    void caughtUp(Instant until, Ceiling ceiling);

    /** The cursor goes on from elsewhere. */
    void moved();

    /** The account is in other hands. */
    void ended();
}
