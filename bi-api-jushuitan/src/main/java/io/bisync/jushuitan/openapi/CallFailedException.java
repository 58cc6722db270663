package io.bisync.jushuitan.openapi;

import java.util.Set;
import java.util.TreeSet;

/** A call to Jushuitan came to nothing; the message begins with the code of docs/errors.md. */
public final class CallFailedException extends Exception {

    private final String code;
    private final boolean passing;

    private CallFailedException(String code, boolean passing, String message) {
        super(code + " " + message);
        this.code = code;
        this.passing = passing;
    }

    static CallFailedException of(ApiResult.Permanent<?> refused) {
        return new CallFailedException(
                refused.refusal().code(),
                false,
                "Jushuitan refuses the call with code %d: %s".formatted(refused.code(), refused.message()));
    }

    static CallFailedException of(ApiResult.Transient<?> failed) {
        return new CallFailedException(failed.failure().code(), true, failed.message());
    }

    static CallFailedException passing(ApiResult.Failure failure, String message) {
        return new CallFailedException(failure.code(), true, message);
    }

    static CallFailedException company(String account, String expected, Set<String> named) {
        return new CallFailedException(
                "BI-JST-29",
                false,
                "Account %s is of company %s, but the answer holds entities of %s: nothing of it is published. Compare the account's app key and companyId with Jushuitan's console"
                        .formatted(account, expected, new TreeSet<>(named)));
    }

    /** The code of docs/errors.md. */
    public String code() {
        return code;
    }

    /** Whether the same call can succeed later without anybody changing something. */
    public boolean isPassing() {
        return passing;
    }
}
