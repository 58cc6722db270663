package io.bisync.basic.access;

import io.bisync.basic.caller.Caller;
import io.bisync.basic.http.Code;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts who was not let in, and says so at most once a minute, however often somebody tries. */
class RefusedCalls {

    private static final Logger log = LoggerFactory.getLogger(RefusedCalls.class);
    private static final Duration QUIET = Duration.ofMinutes(1);

    private final MeterRegistry meters;
    private final InstantSource clock;
    private Instant lastLine = Instant.MIN;
    private long unsaid;

    RefusedCalls(MeterRegistry meters, InstantSource clock) {
        this.meters = meters;
        this.clock = clock;
        count(Code.UNAUTHENTICATED);
        count(Code.ROLE_MISSING);
    }

    void note(Code code, HttpServletRequest request) {
        count(code).increment();
        say(code, request);
    }

    private synchronized void say(Code code, HttpServletRequest request) {
        unsaid++;
        var now = clock.instant();
        if (now.isBefore(lastLine.plus(QUIET))) {
            return;
        }
        log.atWarn()
                .addKeyValue("code", code.text())
                .log(
                        "{} {} calls were refused since this was last said; the newest came from {} with {}",
                        code.text(),
                        unsaid,
                        request.getRemoteAddr(),
                        code == Code.ROLE_MISSING ? "the token of " + Caller.current() : "no token that is known");
        lastLine = now;
        unsaid = 0;
    }

    private Counter count(Code code) {
        return Counter.builder("bi.access.refused")
                .description("Calls that were refused for their API token")
                .tag("code", code.text())
                .register(meters);
    }
}
