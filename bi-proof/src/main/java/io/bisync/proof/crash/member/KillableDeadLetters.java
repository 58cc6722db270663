package io.bisync.proof.crash.member;

import io.bisync.loading.DeadLetters;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Dead letters of a worker that may die before they are acknowledged, or right after. */
record KillableDeadLetters(DeadLetters letters, KillSwitch killSwitch) implements DeadLetters {

    private static final Logger log = LoggerFactory.getLogger(KillableDeadLetters.class);

    @Override
    public void publish(String group, List<DeadLetter> all) {
        killSwitch.live();
        if (killSwitch.burns(CrashPoint.C14)) {
            if (killSwitch.dice(2) == 0) {
                Thread.ofVirtual().name("unawaited").start(() -> unawaited(group, all));
            }
            killSwitch.die(CrashPoint.C14);
        }
        letters.publish(group, all);
        killSwitch.live();
        killSwitch.at(CrashPoint.C15);
    }

    private void unawaited(String group, List<DeadLetter> all) {
        try {
            letters.publish(group, all);
        } catch (NotAcknowledgedException | IllegalStateException expected) {
            // The end of the worker and of its producer may come first; nobody waits for either.
            log.debug("A dead letter died with its worker", expected);
        }
    }
}
