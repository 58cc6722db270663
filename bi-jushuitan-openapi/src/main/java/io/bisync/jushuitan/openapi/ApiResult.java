package io.bisync.jushuitan.openapi;

/** What one call to Jushuitan came to, sorted by what happens next. */
public sealed interface ApiResult<T> {

    /** The call did what it was asked. */
    record Success<T>(T value) implements ApiResult<T> {}

    /** Too many calls: every caller of the account waits. */
    record Throttled<T>(Limit limit) implements ApiResult<T> {}

    /** The access token is unknown or over: refresh it, then ask once more. */
    record TokenInvalid<T>() implements ApiResult<T> {}

    /** The timestamp of the call was too far from Jushuitan's clock: sign anew, then ask once more. */
    record ClockSkew<T>(String message) implements ApiResult<T> {}

    /** Asking again cannot help before a person changes something. */
    record Permanent<T>(Refusal refusal, int code, String message) implements ApiResult<T> {}

    /** Nobody answered, or not in a way that says anything: ask again later. */
    record Transient<T>(Failure failure, String message) implements ApiResult<T> {}

    /**
     * What the call brought.
     *
     * @throws CallFailedException where it brought nothing
     */
    default T orElseThrow() throws CallFailedException {
        return switch (this) {
            case Success<T>(T value) -> value;
            case Permanent<T> refused -> throw CallFailedException.of(refused);
            case Transient<T> failed -> throw CallFailedException.of(failed);
            case Throttled<T> _ -> throw CallFailedException.passing(Failure.LIMIT, "The call met the frequency limit");
            case TokenInvalid<T> _ -> throw CallFailedException.passing(Failure.TOKEN, "The token is invalid");
            case ClockSkew<T>(String message) -> throw CallFailedException.passing(Failure.CLOCK, message);
        };
    }

    /** The limit that was passed. */
    enum Limit {
        SECOND,
        MINUTE
    }

    /** Why asking again cannot help. */
    enum Refusal {
        SIGNATURE("BI-JST-01"),
        ADDRESS("BI-JST-02"),
        REQUEST("BI-JST-03"),
        PERMISSION("BI-JST-04"),
        AUTHORISATION("BI-JST-05"),
        APP_KIND("BI-JST-06"),
        BUSINESS("BI-JST-07");

        private final String code;

        Refusal(String code) {
            this.code = code;
        }

        /** The code of docs/errors.md. */
        public String code() {
            return code;
        }
    }

    /** What stood in the way this time. */
    enum Failure {
        UNREACHABLE("BI-JST-10"),
        HTTP_STATUS("BI-JST-11"),
        NOT_AN_ANSWER("BI-JST-12"),
        TOO_LARGE("BI-JST-13"),
        INTERNAL("BI-JST-14"),
        UNKNOWN_CODE("BI-JST-15"),
        TOKEN("BI-JST-16"),
        CLOCK("BI-JST-17"),
        LIMIT("BI-JST-18");

        private final String code;

        Failure(String code) {
            this.code = code;
        }

        /** The code of docs/errors.md. */
        public String code() {
            return code;
        }
    }
}
