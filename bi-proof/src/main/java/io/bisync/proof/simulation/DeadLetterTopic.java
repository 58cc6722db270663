package io.bisync.proof.simulation;

import io.bisync.loading.DeadLetters;
import java.util.List;

/** The dead letter topic as one worker reaches it. */
final class DeadLetterTopic implements DeadLetters {

    private final World world;
    private final Worker worker;

    DeadLetterTopic(World world, Worker worker) {
        this.world = world;
        this.worker = worker;
    }

    @Override
    public void publish(String group, List<DeadLetter> letters) {
        world.at(worker, CrashPoint.DEAD_LETTER_BEFORE);
        for (var letter : letters) {
            if (world.brokerDown || world.strikes(FaultKind.DEAD_LETTER_FAILED, 100)) {
                throw new NotAcknowledgedException("failed", new Stopped());
            }
            world.at(worker, CrashPoint.DEAD_LETTER_SENT);
            rejected(letter);
            if (world.strikes(FaultKind.DEAD_LETTER_UNACKED, 60)) {
                throw new NotAcknowledgedException("unacknowledged", new Stopped());
            }
        }
        world.at(worker, CrashPoint.DEAD_LETTER_ACKED);
    }

    private void rejected(DeadLetter letter) {
        for (var entry : world.topic.logs.get(letter.record().partition())) {
            if (entry.offset() == letter.record().offset()) {
                world.hit(entry.kind == Entry.Kind.REJECTED ? FaultKind.MISFIT_SET_ASIDE : FaultKind.REFUSED_SET_ASIDE);
                if (world.tells()) {
                    world.tell(worker + " rejects " + entry);
                }
                world.checker.rejected(entry, worker.live);
            }
        }
    }
}
