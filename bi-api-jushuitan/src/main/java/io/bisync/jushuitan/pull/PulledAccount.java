package io.bisync.jushuitan.pull;

import io.bisync.account.Account;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An account whose pulls and re-scans run here, but for its paused entities. For one thread at a time. */
final class PulledAccount {

    private static final Logger log = LoggerFactory.getLogger(PulledAccount.class);

    private final Account account;
    private final AccountPulls pulls;
    private final AccountRescans rescans;
    private final Thread reading;
    private Set<String> paused = Set.of();
    private boolean ending;

    PulledAccount(Account account, AccountPulls pulls, AccountRescans rescans) {
        this.account = account;
        this.pulls = pulls;
        this.rescans = rescans;
        this.reading = Thread.ofVirtual().name("rescan-" + account.id()).unstarted(rescans);
    }

    Account account() {
        return account;
    }

    /** Goes on with everything but the entities that are named; one that is not pulled here means nothing. */
    void ask(Set<String> named) {
        if (ending) {
            return;
        }
        Set<String> pausing = pulls.pause(named);
        rescans.pause(pausing);
        pausing.stream()
                .filter(it -> !paused.contains(it))
                .forEach(it -> tell(it, "The pull of this entity is paused"));
        paused.stream().filter(it -> !pausing.contains(it)).forEach(it -> tell(it, "The pull of this entity goes on"));
        paused = pausing;
        if (reading.getState() == Thread.State.NEW) {
            reading.start();
        }
        pulls.ask();
    }

    void end() {
        ending = true;
        pulls.end();
        reading.interrupt();
    }

    boolean isOver() {
        return pulls.isOver() && !reading.isAlive();
    }

    /** Waits for what is under way, until then at most. */
    void await(Instant until, InstantSource clock) {
        pulls.await(until);
        Duration left = Duration.between(clock.instant(), until);
        try {
            if (left.isPositive()) {
                reading.join(left);
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(String entity, String what) {
        log.atInfo()
                .addKeyValue("account", account.id())
                .addKeyValue("entity", entity)
                .log(what);
    }
}
