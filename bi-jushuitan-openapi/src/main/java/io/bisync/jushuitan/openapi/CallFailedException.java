package io.bisync.jushuitan.openapi;

/** A call to Jushuitan came to nothing; the message begins with the code of the list in this library's README. */
public final class CallFailedException extends Exception {

    private final String code;
    private final boolean passing;

    private CallFailedException(String code, boolean passing, String message) {
        super(code + " " + message);
        this.code = code;
        this.passing = passing;
    }

    public static CallFailedException of(ApiResult.Permanent<?> refused) {
        return new CallFailedException(
                refused.refusal().code(),
                false,
                "Jushuitan refuses the call with code %d: %s".formatted(refused.code(), refused.message()));
    }

    static CallFailedException of(ApiResult.Transient<?> failed) {
        return new CallFailedException(failed.failure().code(), true, failed.message());
    }

    public static CallFailedException passing(ApiResult.Failure failure, String message) {
        return new CallFailedException(failure.code(), true, message);
    }

    /** Asking again cannot help, for a reason that the caller found. */
    public static CallFailedException refused(String code, String message) {
        return new CallFailedException(code, false, message);
    }

    /** The code of the list in this library's README. */
    public String code() {
        return code;
    }

    /** Whether the same call can succeed later without anybody changing something. */
    public boolean isPassing() {
        return passing;
    }
}
