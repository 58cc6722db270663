package io.bisync.jushuitan.pull;

import io.bisync.account.ControlPlaneException;
import io.bisync.account.StatusReport.Place;
import io.bisync.event.PublishFailedException;
import io.bisync.jushuitan.openapi.CallFailedException;
import io.bisync.jushuitan.pull.Pull.Attempt;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Repeats one pull until it is interrupted or the service stops; its failures are nobody else's. */
final class PullTask implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(PullTask.class);
    private static final String UNEXPECTED = "BI-JST-26";
    private static final String AUTHORISATION = "BI-JST-05";

    private final String account;
    private final String entity;
    private final Pull pull;
    private final Duration interval;
    private final Backoff backoff;
    private final StopSignal stop;
    private final PullMeters meters;
    private @Nullable String lastCode;

    PullTask(
            String account,
            String entity,
            Pull pull,
            Duration interval,
            Backoff backoff,
            StopSignal stop,
            PullMeters meters) {
        this.account = account;
        this.entity = entity;
        this.pull = pull;
        this.interval = interval;
        this.backoff = backoff;
        this.stop = stop;
        this.meters = meters;
    }

    @Override
    public void run() {
        meters.begins(account, entity);
        try {
            while (!stop.isGiven() && !Thread.currentThread().isInterrupted()) {
                stop.await(round());
            }
        } catch (InterruptedException ended) {
            log.atDebug()
                    .addKeyValue("account", account)
                    .addKeyValue("entity", entity)
                    .log("The pull ends");
        } finally {
            meters.ended(account, entity);
        }
    }

    /** One attempt; how long to rest after it. */
    private Duration round() throws InterruptedException {
        try {
            if (pull.catchUp(stop) != Attempt.LEFT) {
                backoff.succeeded();
                recovered();
            }
            return interval;
        } catch (ControlPlaneException refused) {
            return failed(Place.PULL, refused.code(), refused);
        } catch (CallFailedException refused) {
            return failed(place(refused), refused.code(), refused);
        } catch (PageRejectedException unusable) {
            // The call itself went well: asking again at the usual pace costs nothing and goes on sooner.
            return failed(Place.ERP, unusable.code(), unusable, interval);
        } catch (PublishFailedException unpublished) {
            return failed(Place.KAFKA, "BI-EVENT-01", unpublished);
        } catch (RuntimeException unexpected) {
            return failed(Place.PULL, UNEXPECTED, unexpected);
        }
    }

    private static Place place(CallFailedException refused) {
        if (refused.code().equals(AUTHORISATION)) {
            return Place.AUTHORISATION;
        }
        return refused.isPassing() ? Place.ERP : Place.REFUSED;
    }

    private Duration failed(Place at, String error, Exception failure) throws InterruptedException {
        return failed(at, error, failure, backoff.failed());
    }

    private Duration failed(Place at, String error, Exception failure, Duration rest) throws InterruptedException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedException("The pull ends");
        }
        meters.failed(account, entity, at, error);
        if (!error.equals(lastCode)) {
            lastCode = error;
            String reason = String.valueOf(failure.getMessage());
            log.atWarn()
                    .addKeyValue("account", account)
                    .addKeyValue("entity", entity)
                    .addKeyValue("code", error)
                    .setCause(error.equals(UNEXPECTED) ? failure : null)
                    .log(
                            "{}. The cursor stays, next try in {} ms",
                            reason.startsWith(error) ? reason : error + " " + reason,
                            rest.toMillis());
        }
        return rest;
    }

    private void recovered() {
        if (lastCode != null) {
            log.atInfo()
                    .addKeyValue("account", account)
                    .addKeyValue("entity", entity)
                    .addKeyValue("code", lastCode)
                    .log("The pull goes on after {}", lastCode);
            lastCode = null;
        }
    }
}
