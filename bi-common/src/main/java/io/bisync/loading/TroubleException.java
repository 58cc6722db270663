package io.bisync.loading;

/** Carries a {@link Trouble} to where its partition is laid to rest. */
final class TroubleException extends RuntimeException {

    private final transient Trouble trouble;

    TroubleException(Trouble trouble) {
        super(trouble.message());
        this.trouble = trouble;
    }

    Trouble trouble() {
        return trouble;
    }
}
