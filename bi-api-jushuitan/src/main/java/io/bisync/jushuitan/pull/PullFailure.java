package io.bisync.jushuitan.pull;

import io.bisync.account.ControlPlaneException;
import io.bisync.account.StatusReport.Place;
import io.bisync.event.PublishFailedException;
import io.bisync.jushuitan.openapi.CallFailedException;
import io.bisync.jushuitan.page.PageRejectedException;
import java.time.Duration;
import org.slf4j.Logger;

/**
 * Why a page was not read, live or again.
 *
 * @param at where the way to the topic is blocked
 * @param code a code of docs/errors.md
 * @param cause what was thrown
 */
record PullFailure(Place at, String code, Exception cause) {

    private static final String UNEXPECTED = "BI-JST-26";
    private static final String AUTHORISATION = "BI-JST-05";

    /** @throws InterruptedException where the thread was to end */
    static PullFailure of(Exception failure) throws InterruptedException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedException("The pulls of the account end");
        }
        return switch (failure) {
            case ControlPlaneException refused -> new PullFailure(Place.PULL, refused.code(), refused);
            case CallFailedException refused -> new PullFailure(place(refused), refused.code(), refused);
            case PageRejectedException unusable -> new PullFailure(Place.ERP, unusable.code(), unusable);
            case PublishFailedException unpublished -> new PullFailure(Place.KAFKA, "BI-EVENT-01", unpublished);
            default -> new PullFailure(Place.PULL, UNEXPECTED, failure);
        };
    }

    private static Place place(CallFailedException refused) {
        if (refused.code().equals(AUTHORISATION)) {
            return Place.AUTHORISATION;
        }
        return refused.isPassing() ? Place.ERP : Place.REFUSED;
    }

    /** The ERP answered, with what cannot be used. */
    boolean isOfThePage() {
        return cause instanceof PageRejectedException;
    }

    /** Says it, and when it is tried again. */
    void warn(Logger log, String account, String entity, String meanwhile, Duration rest) {
        String reason = String.valueOf(cause.getMessage());
        log.atWarn()
                .addKeyValue("account", account)
                .addKeyValue("entity", entity)
                .addKeyValue("code", code)
                .setCause(code.equals(UNEXPECTED) ? cause : null)
                .log(
                        "{}. {}, next try in {} ms",
                        reason.startsWith(code) ? reason : code + " " + reason,
                        meanwhile,
                        rest.toMillis());
    }
}
