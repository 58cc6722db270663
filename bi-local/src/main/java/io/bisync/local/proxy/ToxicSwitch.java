package io.bisync.local.proxy;

import org.jspecify.annotations.Nullable;

/** A toxic that is on for the next connections that send something in its direction, and how many it really struck. */
public final class ToxicSwitch {

    private final Toxic toxic;
    private final Direction direction;
    private int left;
    private int struck;
    private boolean off;

    ToxicSwitch(int connections, Direction direction, Toxic toxic) {
        if (connections < 1) {
            throw new IllegalArgumentException(
                    "A toxic is for one connection or more, not for %d".formatted(connections));
        }
        this.left = connections;
        this.direction = direction;
        this.toxic = toxic;
    }

    /** How many connections it has done something to. */
    public synchronized int struck() {
        return struck;
    }

    /** Null once it is off. */
    synchronized @Nullable Toxic toxic() {
        return off ? null : toxic;
    }

    /** Whether the toxic is now the one of a connection that asks. */
    synchronized boolean takes(Direction asked) {
        if (asked != direction || left == 0) {
            return false;
        }
        left--;
        return true;
    }

    synchronized void strikes() {
        struck++;
    }

    synchronized void off() {
        left = 0;
        off = true;
    }
}
