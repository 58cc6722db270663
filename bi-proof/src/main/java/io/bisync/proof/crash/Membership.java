package io.bisync.proof.crash;

import io.bisync.loading.kafka.LoadingProperties.GroupProtocol;
import java.util.List;

/**
 * How the workers of a lane belong to their group.
 *
 * @param instance the name of a static member, which is back at once after a crash; empty for a dynamic one, whose
 *     partitions wait for its session to end
 */
record Membership(GroupProtocol protocol, String instance) {

    /** As services run, and the others that may be chosen. */
    private static final List<Membership> ALL = List.of(
            new Membership(GroupProtocol.CLASSIC, ""),
            new Membership(GroupProtocol.CONSUMER, ""),
            new Membership(GroupProtocol.CLASSIC, "pod"));

    static Membership of(int lane) {
        return ALL.get(lane % ALL.size());
    }
}
