package io.bisync.proof.lane;

import java.util.List;

/** How the members of the kit handle records, and so what may become of them. */
public enum Handling {
    /** In lanes of keys: a record may be handled again, and never before an older one of its key. */
    LANES("lanes", "lanes", "were lost without notice"),
    /** Each in a transaction with what comes of it: whatever happens, that is there once. */
    EXACTLY_ONCE("handlers", "exactly once", "consumer group metadata mismatch");

    private final String factory;
    private final String kit;
    private final String shutOut;

    Handling(String factory, String kit, String shutOut) {
        this.factory = factory;
        this.kit = kit;
        this.shutOut = shutOut;
    }

    String factory() {
        return factory;
    }

    /** As the report has it. */
    String kit() {
        return kit;
    }

    /** Nothing drains where one record is at work at a time. */
    List<LaneStrike> strikes() {
        return switch (this) {
            case LANES -> List.of(LaneStrike.values());
            case EXACTLY_ONCE -> List.of(LaneStrike.KILL);
        };
    }

    /** What a member says whose partitions others have. */
    String shutOut() {
        return shutOut;
    }
}
