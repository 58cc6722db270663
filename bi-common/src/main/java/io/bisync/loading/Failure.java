package io.bisync.loading;

/**
 * What keeps a range from being loaded.
 *
 * @param kind what happens next
 * @param message what, with which value, what to do; never a value of a record
 */
public record Failure(FailureKind kind, String message) {

    @Override
    public String toString() {
        return kind.code() + " " + message;
    }
}
