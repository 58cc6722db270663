package io.bisync.jushuitan.openapi;

import java.util.Set;
import java.util.TreeSet;

/** A call to Jushuitan came to nothing; the message begins with the code of docs/errors.md. */
public final class CallFailedException extends Exception {

    private final String error;
    private final boolean passing;

    private CallFailedException(String error, boolean passing, String message) {
        super(error + " " + message);
        this.error = error;
        this.passing = passing;
    }

    static CallFailedException of(ApiResult.Permanent<?> refused) {
        return new CallFailedException(
                refused.refusal().error(),
                false,
                "Jushuitan refuses the call with code %d: %s".formatted(refused.code(), refused.message()));
    }

    static CallFailedException of(ApiResult.Transient<?> failed) {
        return new CallFailedException(failed.failure().error(), true, failed.message());
    }

    static CallFailedException passing(ApiResult.Failure failure, String message) {
        return new CallFailedException(failure.error(), true, message);
    }

    static CallFailedException company(String account, String expected, Set<String> named) {
        return new CallFailedException(
                "BI-JST-29",
                false,
                "Account %s is of company %s, but the answer holds entities of %s: nothing of it is published. Compare the account's app key and companyId with Jushuitan's console"
                        .formatted(account, expected, new TreeSet<>(named)));
    }

    /** The code of docs/errors.md. */
    public String error() {
        return error;
    }

    /** Whether the same call can succeed later without anybody changing something. */
    public boolean isPassing() {
        return passing;
    }
}
