package io.bisync.jushuitan.pull;

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
        } catch (CallFailedException | PageRejectedException | RuntimeException failure) {
            return failed(PullFailure.of(failure));
        }
    }

    private Answer failed(PullFailure failure) {
        // Where the call itself went well, asking again at the usual pace costs nothing and goes on sooner.
        Duration rest = failure.isOfThePage() ? pace : backoff.after(++failures);
        meters.failed(account, entity, failure.at(), failure.code());
        if (!failure.code().equals(lastCode)) {
            lastCode = failure.code();
            failure.warn(log, account, entity, "The cursor stays", rest);
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
