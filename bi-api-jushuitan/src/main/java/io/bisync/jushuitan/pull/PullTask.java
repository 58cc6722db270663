package io.bisync.jushuitan.pull;

import io.bisync.account.ControlPlaneException;
import io.bisync.account.StatusReport.Place;
import io.bisync.event.PublishFailedException;
import io.bisync.jushuitan.increment.Pull;
import io.bisync.jushuitan.openapi.CallContext;
import io.bisync.jushuitan.openapi.CallFailedException;
import io.bisync.jushuitan.page.PageRejectedException;
import io.bisync.jushuitan.page.PullMeters;
import io.bisync.jushuitan.pull.PullSchedule.Answer;
import io.bisync.time.Backoff;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One pull, attempt by attempt; its failures are nobody else's. For one thread at a time. */
final class PullTask {

    private static final Logger log = LoggerFactory.getLogger(PullTask.class);
    private static final String UNEXPECTED = "BI-JST-26";
    private static final String AUTHORISATION = "BI-JST-05";

    private final String account;
    private final String entity;
    private final Pull pull;
    private final Duration pace;
    private final Duration untilLeased;
    private final Backoff backoff;
    private final PullMeters meters;
    private int failures;
    private @Nullable String lastCode;

    PullTask(
            String account,
            String entity,
            Pull pull,
            Duration pace,
            Duration untilLeased,
            Backoff backoff,
            PullMeters meters) {
        this.account = account;
        this.entity = entity;
        this.pull = pull;
        this.pace = pace;
        this.untilLeased = untilLeased;
        this.backoff = backoff;
        this.meters = meters;
    }

    void begins() {
        meters.begins(account, entity, pace);
    }

    void ended() {
        meters.ended(account, entity);
    }

    Answer attempt(CallContext callContext) throws InterruptedException {
        try {
            return switch (pull.catchUp(callContext)) {
                case LEFT -> new Answer.Rests(untilLeased);
                case MORE -> succeeded(new Answer.More());
                case QUIET -> succeeded(new Answer.CaughtUp(false));
                case MOVED -> succeeded(new Answer.CaughtUp(true));
            };
        } catch (ControlPlaneException refused) {
            return failed(Place.PULL, refused.code(), refused);
        } catch (CallFailedException refused) {
            return failed(place(refused), refused.code(), refused);
        } catch (PageRejectedException unusable) {
            // The call itself went well: asking again at the usual pace costs nothing and goes on sooner.
            return failed(Place.ERP, unusable.code(), unusable, pace);
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

    private Answer failed(Place at, String error, Exception failure) throws InterruptedException {
        return failed(at, error, failure, backoff.after(++failures));
    }

    private Answer failed(Place at, String error, Exception failure, Duration rest) throws InterruptedException {
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
        return new Answer.Rests(rest);
    }

    private Answer succeeded(Answer answer) {
        failures = 0;
        if (lastCode != null) {
            log.atInfo()
                    .addKeyValue("account", account)
                    .addKeyValue("entity", entity)
                    .addKeyValue("code", lastCode)
                    .log("The pull goes on after {}", lastCode);
            lastCode = null;
        }
        return answer;
    }
}
