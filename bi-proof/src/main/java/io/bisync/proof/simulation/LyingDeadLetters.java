package io.bisync.proof.simulation;

import io.bisync.loading.DeadLetters;
import java.util.List;

/** A producer of dead letters that does not care for acknowledgements. */
final class LyingDeadLetters implements DeadLetters {

    private final DeadLetters topic;

    LyingDeadLetters(DeadLetters topic) {
        this.topic = topic;
    }

    @Override
    @SuppressWarnings("EmptyCatch") // that is the lie
    public void publish(String group, List<DeadLetter> letters) {
        try {
            topic.publish(group, letters);
        } catch (NotAcknowledgedException ignored) {
            // As if it were there.
        }
    }
}
