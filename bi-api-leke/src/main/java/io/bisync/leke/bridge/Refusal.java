package io.bisync.leke.bridge;

import io.grpc.Status;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Why the bridge refuses, and how each door says so. */
enum Refusal {

    /** No token, or none that counts. */
    UNAUTHENTICATED("BI-BRIDGE-01", HttpStatus.UNAUTHORIZED, Status.Code.UNAUTHENTICATED, null),

    /** The token publishes nothing, or for another source. */
    ROLE("BI-BRIDGE-02", HttpStatus.FORBIDDEN, Status.Code.PERMISSION_DENIED, null),

    /** bi-basic cannot be asked about the token. */
    CALLERS_UNKNOWN("BI-BRIDGE-03", HttpStatus.SERVICE_UNAVAILABLE, Status.Code.UNAVAILABLE, Duration.ofSeconds(5)),

    /** The topic is not open. */
    TOPIC("BI-BRIDGE-04", HttpStatus.NOT_FOUND, Status.Code.NOT_FOUND, null),

    /** The event is of another tenant than the token. */
    TENANT("BI-BRIDGE-05", HttpStatus.FORBIDDEN, Status.Code.PERMISSION_DENIED, null),

    /** What was sent is no CloudEvent, or no list of them. */
    MALFORMED("BI-BRIDGE-06", HttpStatus.BAD_REQUEST, Status.Code.INVALID_ARGUMENT, null),

    /** What was sent is of another media type. */
    MEDIA_TYPE("BI-BRIDGE-07", HttpStatus.UNSUPPORTED_MEDIA_TYPE, Status.Code.INVALID_ARGUMENT, null),

    /** The event's id or key is not that of its value, or it has none. */
    CONTRADICTION("BI-BRIDGE-08", HttpStatus.BAD_REQUEST, Status.Code.INVALID_ARGUMENT, null),

    /** The value does not fit the entity's declaration: the code is that of the dead letter that it would become. */
    UNFIT("BI-TABLE", HttpStatus.BAD_REQUEST, Status.Code.INVALID_ARGUMENT, null),

    /** Larger, or more, than is taken at once. */
    TOO_LARGE("BI-BRIDGE-09", HttpStatus.CONTENT_TOO_LARGE, Status.Code.INVALID_ARGUMENT, null),

    /** The id was published with other bytes. */
    CONFLICT("BI-BRIDGE-10", HttpStatus.CONFLICT, Status.Code.ALREADY_EXISTS, null),

    /** As much as may be is on its way. */
    BUSY("BI-BRIDGE-11", HttpStatus.TOO_MANY_REQUESTS, Status.Code.RESOURCE_EXHAUSTED, Duration.ofSeconds(1)),

    /** Kafka did not say that it has the event. */
    UNACKNOWLEDGED("BI-BRIDGE-12", HttpStatus.SERVICE_UNAVAILABLE, Status.Code.UNAVAILABLE, Duration.ofSeconds(5)),

    /** A defect of the bridge. */
    UNEXPECTED("BI-BRIDGE-13", HttpStatus.INTERNAL_SERVER_ERROR, Status.Code.INTERNAL, null);

    final String code;
    final HttpStatus http;
    final Status.Code grpc;

    /** After which the same may be sent again; null where that would not help. */
    final @Nullable Duration retryAfter;

    Refusal(String code, HttpStatus http, Status.Code grpc, @Nullable Duration retryAfter) {
        this.code = code;
        this.http = http;
        this.grpc = grpc;
        this.retryAfter = retryAfter;
    }

    Answer.Refused because(String detail) {
        return new Answer.Refused(this, code, detail);
    }
}
