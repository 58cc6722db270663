package io.bisync.proof.crash;

import io.bisync.loading.DeadLetters;
import java.util.List;

/** Dead letters of a worker that may die before they are acknowledged, or right after. */
record MortalDeadLetters(DeadLetters letters, Mortality mortality) implements DeadLetters {

    @Override
    public void publish(String group, List<DeadLetter> all) {
        mortality.live();
        if (mortality.burns(CrashPoint.C14)) {
            if (mortality.dice(2) == 0) {
                Thread.ofVirtual().name("unawaited").start(() -> letters.publish(group, all));
            }
            mortality.die(CrashPoint.C14);
        }
        letters.publish(group, all);
        mortality.live();
        mortality.at(CrashPoint.C15);
    }
}
