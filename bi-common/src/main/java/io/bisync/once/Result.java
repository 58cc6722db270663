package io.bisync.once;

import org.jspecify.annotations.Nullable;

/**
 * What became of an event.
 *
 * @param outcome in a word
 * @param cause of the last failure, where the outcome is one
 */
public record Result(Outcome outcome, @Nullable Exception cause) {

    static Result of(Outcome outcome) {
        return new Result(outcome, null);
    }
}
