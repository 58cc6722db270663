package io.bisync.jushuitan.openapi;

import io.bisync.jushuitan.openapi.ApiResult.ClockSkew;
import io.bisync.jushuitan.openapi.ApiResult.Failure;
import io.bisync.jushuitan.openapi.ApiResult.Limit;
import io.bisync.jushuitan.openapi.ApiResult.Permanent;
import io.bisync.jushuitan.openapi.ApiResult.Refusal;
import io.bisync.jushuitan.openapi.ApiResult.Throttled;
import io.bisync.jushuitan.openapi.ApiResult.TokenInvalid;
import io.bisync.jushuitan.openapi.ApiResult.Transient;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What an error code means. Jushuitan documents two tables that give 140, 150 and 200 different meanings,
 * so the message decides with the code.
 */
final class ErrorCodes {

    /** Long runs of hex digits may be a token, a key or a signature: they stay out of messages and logs. */
    private static final Pattern SECRET = Pattern.compile("[0-9a-zA-Z]{24,}");

    private static final int LONGEST_MESSAGE = 200;

    private ErrorCodes() {}

    static <T> ApiResult<T> inBusinessCall(int code, String said) {
        String message = harmless(said);
        return code == 150 && !message.contains("禁止刷新")
                ? new Transient<>(Failure.INTERNAL, described(code, message))
                : anywhere(code, message);
    }

    static <T> ApiResult<T> inTokenCall(int code, String said) {
        String message = harmless(said);
        return code == 150 && message.contains("异常")
                ? new Transient<>(Failure.INTERNAL, described(code, message))
                : anywhere(code, message);
    }

    private static <T> ApiResult<T> anywhere(int code, String message) {
        return switch (code) {
            case 10, 120 -> new Permanent<>(Refusal.SIGNATURE, code, message);
            case 100 -> new TokenInvalid<>();
            case 110 -> new Permanent<>(Refusal.ADDRESS, code, message);
            case 130 -> new Permanent<>(Refusal.REQUEST, code, message);
            case 140 ->
                message.toLowerCase(Locale.ROOT).contains("timestamp")
                        ? new ClockSkew<>(message)
                        : new Permanent<>(Refusal.REQUEST, code, message);
            case 150 -> new Permanent<>(Refusal.AUTHORISATION, code, message);
            case 160, 170 -> new Permanent<>(Refusal.BUSINESS, code, message);
            case 180 -> new ClockSkew<>(message);
            case 190 -> new Permanent<>(Refusal.PERMISSION, code, message);
            case 199 -> new Throttled<>(Limit.SECOND);
            case 200 ->
                message.contains("频") ? new Throttled<>(Limit.MINUTE) : new Permanent<>(Refusal.REQUEST, code, message);
            case 21024 -> new Permanent<>(Refusal.APP_KIND, code, message);
            default -> new Transient<>(Failure.UNKNOWN_CODE, described(code, message));
        };
    }

    private static String described(int code, String message) {
        return "code %d: %s".formatted(code, message);
    }

    static String harmless(String said) {
        String plain = SECRET.matcher(said.replaceAll("\\p{Cntrl}", " ")).replaceAll("***");
        return plain.length() > LONGEST_MESSAGE ? plain.substring(0, LONGEST_MESSAGE) : plain;
    }
}
