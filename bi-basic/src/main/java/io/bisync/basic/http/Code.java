package io.bisync.basic.http;

import org.springframework.http.HttpStatus;

/** What can be wrong with a request, as docs/errors.md lists it. */
public enum Code {
    NO_ACCOUNT("01", HttpStatus.NOT_FOUND),
    INVALID("02", HttpStatus.BAD_REQUEST),
    DISABLED("03", HttpStatus.CONFLICT),
    NO_CREDENTIALS("04", HttpStatus.CONFLICT),
    CURSOR_LEASE_LOST("05", HttpStatus.CONFLICT),
    CURSOR_BACKWARDS("06", HttpStatus.CONFLICT),
    REFRESH_LEASE_LOST("07", HttpStatus.CONFLICT),
    OTHER_KEYSET("08", HttpStatus.UNPROCESSABLE_CONTENT),
    ID_TAKEN("09", HttpStatus.CONFLICT),
    UNAUTHENTICATED("10", HttpStatus.UNAUTHORIZED),
    ROLE_MISSING("11", HttpStatus.FORBIDDEN),
    DATABASE_DOWN("12", HttpStatus.SERVICE_UNAVAILABLE),
    TOO_LARGE("13", HttpStatus.CONTENT_TOO_LARGE),
    CHANGED_MEANWHILE("14", HttpStatus.PRECONDITION_FAILED),
    NO_ACCESS_TOKEN("15", HttpStatus.NOT_FOUND),
    NO_SUCH_ADDRESS("16", HttpStatus.NOT_FOUND),
    LAST_ADMINISTRATOR("17", HttpStatus.CONFLICT),
    NOT_CONDITIONAL("18", HttpStatus.PRECONDITION_REQUIRED),
    MERCHANT_TAKEN("19", HttpStatus.CONFLICT),
    KEY_REUSED("20", HttpStatus.CONFLICT),
    STILL_ENABLED("21", HttpStatus.CONFLICT),
    OTHER_SOURCE("22", HttpStatus.FORBIDDEN),
    OTHER_COMPANY("24", HttpStatus.CONFLICT),
    NO_HOLD("26", HttpStatus.NOT_FOUND),
    NO_LISTENER("27", HttpStatus.NOT_FOUND),
    NOT_POSSIBLE("28", HttpStatus.CONFLICT),
    NOT_STOPPED("29", HttpStatus.CONFLICT),
    MOVES_BADLY("30", HttpStatus.CONFLICT),
    KAFKA_DOWN("31", HttpStatus.BAD_GATEWAY),
    NOT_OPEN("32", HttpStatus.NOT_FOUND),
    NO_AUTHORISATION("33", HttpStatus.CONFLICT),
    NO_PUSH_ADDRESS("40", HttpStatus.NOT_FOUND),
    NEVER_ASKED("41", HttpStatus.CONFLICT),
    NO_RUN("50", HttpStatus.NOT_FOUND),
    NOTHING_OFFERED("51", HttpStatus.CONFLICT),
    NOT_LOADABLE("52", HttpStatus.CONFLICT),
    NOT_LIVE_YET("53", HttpStatus.CONFLICT),
    RUN_ENDED("54", HttpStatus.CONFLICT),
    UNDERWAY("55", HttpStatus.CONFLICT),
    TOO_MANY_SLICES("56", HttpStatus.CONFLICT),
    NO_LETTER("57", HttpStatus.NOT_FOUND),
    NOT_REPLAYABLE("60", HttpStatus.CONFLICT),
    NO_TOPIC("61", HttpStatus.CONFLICT),
    NOT_COMPARABLE("62", HttpStatus.CONFLICT),
    NOTHING_TO_SEND("63", HttpStatus.CONFLICT),
    NOT_SENDABLE("64", HttpStatus.CONFLICT),
    UNEXPECTED("99", HttpStatus.INTERNAL_SERVER_ERROR);

    private final String number;
    private final HttpStatus status;

    Code(String number, HttpStatus status) {
        this.number = number;
        this.status = status;
    }

    /** For example {@code BI-BASIC-01}. */
    public String text() {
        return "BI-BASIC-" + number;
    }

    HttpStatus status() {
        return status;
    }
}
