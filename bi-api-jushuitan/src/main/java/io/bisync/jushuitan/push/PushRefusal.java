package io.bisync.jushuitan.push;

import org.springframework.http.HttpStatus;

/** Why a message is not taken; Jushuitan sends it again, up to ten times. */
enum PushRefusal {
    MALFORMED("BI-JST-90", HttpStatus.BAD_REQUEST, "The message cannot be read"),
    UNSIGNED("BI-JST-91", HttpStatus.FORBIDDEN, "The signature is not that of the message"),
    TOO_LARGE("BI-JST-92", HttpStatus.CONTENT_TOO_LARGE, "The message is too large"),
    TOO_FAST("BI-JST-93", HttpStatus.TOO_MANY_REQUESTS, "Too many messages; send it again later"),
    BUSY("BI-JST-93", HttpStatus.SERVICE_UNAVAILABLE, "Too many messages are on their way; send it again later"),
    UNPUBLISHED("BI-JST-94", HttpStatus.SERVICE_UNAVAILABLE, "The message cannot be kept now; send it again later"),
    UNKNOWN("BI-JST-94", HttpStatus.SERVICE_UNAVAILABLE, "Nobody knows yet whose address this is; send it again later");

    final String code;
    final HttpStatus status;
    final String reason;

    PushRefusal(String code, HttpStatus status, String reason) {
        this.code = code;
        this.status = status;
        this.reason = reason;
    }

    /** Whether it is worth saying when to come again. */
    boolean isPassing() {
        return status == HttpStatus.SERVICE_UNAVAILABLE || status == HttpStatus.TOO_MANY_REQUESTS;
    }
}
