package io.bisync.proof.simulation;

import java.util.HashSet;
import java.util.Set;

/** Who is held: by an operator, and by a run of bad records, which somebody lifts now and then. */
final class Accounts {

    private static final int MANY = 100;

    private final World world;
    private final Set<String> held = new HashSet<>();
    private final Set<String> everHeld = new HashSet<>();
    private final Set<String> lifted = new HashSet<>();
    private boolean changing;
    private int mostRejected;

    Accounts(World world) {
        this.world = world;
    }

    void begin() {
        held.clear();
        everHeld.clear();
        lifted.clear();
        changing = world.dice.below(2) == 0;
        mostRejected = world.dice.below(4) == 0 ? world.dice.below(2) : MANY;
    }

    /** One more record of an account in a row than this begins a hold. */
    int mostRejected() {
        return mostRejected;
    }

    /** Then StarRocks refuses none of them: a search for bad rows has more refusals in a row than a handful. */
    boolean fewMayBeRejected() {
        return mostRejected < MANY;
    }

    /** An operator holds an account, or lets it go. */
    void change() {
        if (!changing) {
            return;
        }
        var account = Entry.ACCOUNTS.get(world.dice.below(Entry.ACCOUNTS.size()));
        if (held.remove(account)) {
            world.hit(FaultKind.HOLD_LIFTED);
        } else {
            held.add(account);
            everHeld.add(account);
            world.hit(FaultKind.ACCOUNT_HELD);
        }
        if (world.tells()) {
            world.tell("held are " + held);
        }
    }

    boolean isHeld(String account) {
        return held.contains(account);
    }

    boolean isLifted(String hold) {
        if (changing && world.dice.below(8) == 0) {
            lifted.add(hold);
        }
        return lifted.contains(hold);
    }

    /** Whether one of its records may be parked. */
    boolean mayBeParked(String account) {
        return fewMayBeRejected() || everHeld.contains(account);
    }
}
