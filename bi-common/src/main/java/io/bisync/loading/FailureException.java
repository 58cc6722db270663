package io.bisync.loading;

/** Carries a {@link Failure} to where its partition is laid to rest. */
final class FailureException extends RuntimeException {

    private final transient Failure failure;

    FailureException(Failure failure) {
        super(failure.message());
        this.failure = failure;
    }

    Failure failure() {
        return failure;
    }
}
