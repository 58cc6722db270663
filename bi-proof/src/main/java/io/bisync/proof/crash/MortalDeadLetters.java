package io.bisync.proof.crash;

import io.bisync.loading.DeadLetters;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Dead letters of a worker that may die before they are acknowledged, or right after. */
record MortalDeadLetters(DeadLetters letters, Mortality mortality) implements DeadLetters {

    private static final Logger LOG = LoggerFactory.getLogger(MortalDeadLetters.class);

    @Override
    public void publish(String group, List<DeadLetter> all) {
        mortality.live();
        if (mortality.burns(CrashPoint.C14)) {
            if (mortality.dice(2) == 0) {
                Thread.ofVirtual().name("unawaited").start(() -> unawaited(group, all));
            }
            mortality.die(CrashPoint.C14);
        }
        letters.publish(group, all);
        mortality.live();
        mortality.at(CrashPoint.C15);
    }

    private void unawaited(String group, List<DeadLetter> all) {
        try {
            letters.publish(group, all);
        } catch (NotAcknowledgedException | IllegalStateException expected) {
            // The end of the worker and of its producer may come first; nobody waits for either.
            LOG.debug("A dead letter died with its worker", expected);
        }
    }
}
