package io.bisync.proof.simulation;

/** What happens by itself between the steps of the workers. */
final class Happenings {

    private static final int ALL = 33;

    private final World world;

    Happenings(World world) {
        this.world = world;
    }

    /** One thing while there are faults. */
    void strike() {
        var which = world.dice.below(ALL);
        switch (which) {
            case 0, 1, 2, 3, 4, 5 -> world.starRocks.progress();
            case 6, 7, 8 -> world.topic.appendOne();
            case 9, 10 -> world.group.handOver();
            case 11, 12 -> world.group.evict();
            case 13 -> world.group.moveWithoutCallback();
            case 14, 15, 16 -> world.group.fillVacancies();
            case 17, 18, 19, 20 -> restartOne();
            case 21, 22, 23 -> world.starRocks.forgetLabel();
            case 24 -> world.starRocks.switchLeader();
            case 25 -> world.brokerDown = !world.brokerDown && world.dice.below(2) == 0;
            case 26, 27 -> world.group.applyLateCommit();
            case 28 -> world.starRocks.changeMood();
            case 30, 31, 32 -> world.accounts.change();
            default -> world.pass(world.dice.below(20_000));
        }
    }

    /** What is left over ends one after the other. */
    void settle() {
        world.pass(100);
        world.group.fillVacancies();
        if (world.dice.below(4) == 0) {
            world.starRocks.progress();
            world.group.applyLateCommit();
        }
    }

    void restart(Worker worker) {
        world.hit(FaultKind.RESTARTED);
        worker.start();
        if (world.tells()) {
            world.tell(worker + " starts");
        }
    }

    private void restartOne() {
        for (var i = 0; i < world.members; i++) {
            var worker = world.workers.get(i);
            if (worker.halted) {
                restart(worker);
                return;
            }
        }
    }
}
