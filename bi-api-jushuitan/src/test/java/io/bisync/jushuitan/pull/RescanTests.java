package io.bisync.jushuitan.pull;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.event.Event;
import io.bisync.jushuitan.increment.Pull;
import io.bisync.once.ExactlyOnceProcessor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a Jushuitan commits late, behind a time that has been read, is found by reading again. */
class RescanTests {

    private static final Duration MINUTES = Duration.ofMinutes(10);
    private static final Duration DAY = Duration.ofDays(1);

    private final PurchasePull purchases = new PurchasePull();
    private final ExactlyOnceProcessor known = Pulling.once(purchases.clock);
    private final Pull pull = purchases.of(Pulling.PURCHASES, known);
    private final AccountRescans rescans = purchases.rescans(known, MINUTES, DAY);

    @AfterEach
    void stop() {
        purchases.close();
    }

    @Test
    void aRowThatIsCommittedLateArrivesWithTheNextReading() throws Exception {
        liveLate();
        assertThat(missing()).as("behind what the live pull had read").isNotEmpty();

        purchases.pass(MINUTES);
        purchases.catchUp(pull);
        purchases.readAgain(rescans);

        assertThat(missing()).isEmpty();
        assertThat(purchases.counted("bi.pull.found")).isPositive();
        assertThat(lateness()).isZero();
        assertThat(purchases.counted("bi.pull.rescans")).isEqualTo(1);
    }

    @Test
    void whatTheLastMinutesDoNotReachTheNightDoes() throws Exception {
        liveLate();
        purchases.pass(Duration.ofHours(1));
        purchases.catchUp(pull);
        purchases.readAgain(purchases.rescans(known, MINUTES));
        assertThat(missing()).isNotEmpty();

        purchases.pass(DAY);
        purchases.catchUp(pull);
        purchases.readAgain(rescans);

        assertThat(missing()).isEmpty();
    }

    @Test
    void whatIsKnownIsNotPublishedAgain() throws Exception {
        for (int i = 0; i < 60; i++) {
            purchases.pass(Duration.ofSeconds(5));
            purchases.book().live(1);
            purchases.catchUp(pull);
        }
        purchases.pass(DAY);
        purchases.catchUp(pull);
        int published = purchases.sink.size();

        double calls = purchases.counted("bi.pull.calls");
        purchases.readAgain(rescans);

        assertThat(purchases.counted("bi.pull.calls")).isGreaterThan(calls);
        assertThat(purchases.sink.size()).isEqualTo(published);
        assertThat(purchases.counted("bi.pull.found")).isZero();
    }

    @Test
    void whoeverForgetsWhatWasPublishedRepeatsItAndCallsNothingFound() throws Exception {
        for (int i = 0; i < 30; i++) {
            purchases.pass(Duration.ofSeconds(5));
            purchases.book().live(1);
            purchases.catchUp(pull);
        }
        purchases.pass(MINUTES);
        purchases.catchUp(pull);
        Map<String, String> loaded = purchases.loaded();
        int published = purchases.sink.size();

        AccountRescans forgetful = purchases.rescans(PurchasePull.FORGETFUL, MINUTES);
        purchases.pass(MINUTES);
        purchases.readAgain(forgetful);

        assertThat(purchases.loaded()).isEqualTo(loaded);
        assertThat(missing()).isEmpty();
        assertThat(purchases.counted("bi.pull.repeated")).isPositive();
        assertThat(ids(purchases.sink.events().subList(published, purchases.sink.size())))
                .as("a repeat has the id of the first")
                .isSubsetOf(ids(purchases.sink.events().subList(0, published)));
        assertThat(purchases.counted("bi.pull.found")).isZero();
    }

    @Test
    void aProcessThatFindsItsFileKnowsWhatTheOneBeforePublished(@TempDir Path folder) throws Exception {
        try (ExactlyOnceProcessor before = Pulling.once(purchases.clock, folder.resolve("ids"))) {
            Pull pullBefore = purchases.of(Pulling.PURCHASES, before);
            for (int i = 0; i < 30; i++) {
                purchases.pass(Duration.ofSeconds(5));
                purchases.book().live(1);
                purchases.catchUp(pullBefore);
            }
            purchases.pass(MINUTES);
            purchases.catchUp(pullBefore);
        }
        int published = purchases.sink.size();

        try (ExactlyOnceProcessor after = Pulling.once(purchases.clock, folder.resolve("ids"))) {
            AccountRescans again = purchases.rescans(after, MINUTES);
            purchases.pass(MINUTES);
            purchases.readAgain(again);
        }

        assertThat(purchases.sink.size()).isEqualTo(published);
        assertThat(purchases.counted("bi.pull.rescans")).isEqualTo(1);
    }

    @Test
    void aReadingThatFailsGoesOnFromItsPageAndIsLateUntilThen() throws Exception {
        liveLate();
        purchases.pass(MINUTES);
        purchases.catchUp(pull);
        purchases.sink.refuse();
        purchases.readAgain(rescans);
        assertThat(missing()).isNotEmpty();
        assertThat(lateness()).isPositive();

        purchases.sink.accept();
        purchases.pass(Duration.ofMinutes(1));
        purchases.readAgain(rescans);
        assertThat(missing()).isEmpty();
    }

    @Test
    void whatOthersPullIsNotReadAgain() throws Exception {
        purchases.catchUp(pull);
        purchases.leases.release();
        purchases.pass(MINUTES);
        double calls = purchases.counted("bi.pull.calls");

        purchases.readAgain(rescans);

        assertThat(purchases.counted("bi.pull.calls")).isEqualTo(calls);
    }

    @Test
    void whatIsListedNoMoreIsNotReadAgain() throws Exception {
        purchases.catchUp(pull);
        purchases.pass(MINUTES);
        double calls = purchases.counted("bi.pull.calls");

        rescans.remove(Pulling.PURCHASES);
        purchases.readAgain(rescans);

        assertThat(purchases.counted("bi.pull.calls")).isEqualTo(calls);
    }

    @Test
    void whatIsPausedIsNotReadAgainUntilItGoesOnAndIsLateFromThenOn() throws Exception {
        liveLate();
        rescans.pause(Set.of("purchase"));
        purchases.pass(DAY);
        double calls = purchases.counted("bi.pull.calls");
        assertThat(rescans.step()).as("nothing else is due").isEqualTo(Duration.ofMinutes(1));
        assertThat(purchases.counted("bi.pull.calls")).isEqualTo(calls);
        assertThat(lateness()).isNaN();

        rescans.pause(Set.of());
        purchases.pass(Duration.ofSeconds(3));
        assertThat(lateness()).isEqualTo(3);
        purchases.catchUp(pull);
        purchases.readAgain(rescans);
        assertThat(missing()).isEmpty();
        assertThat(purchases.counted("bi.pull.found")).isPositive();
        assertThat(lateness()).isZero();
    }

    /** Every change is visible 25 seconds after its time. */
    private void liveLate() throws Exception {
        purchases.catchUp(pull);
        purchases.book().lateCommits(1_000);
        for (int i = 0; i < 60; i++) {
            purchases.pass(Duration.ofSeconds(5));
            purchases.book().live(1);
            purchases.catchUp(pull);
        }
        purchases.book().commit();
        purchases.pass(Duration.ofSeconds(5));
        purchases.catchUp(pull);
    }

    private static Set<String> ids(List<Event> events) {
        return events.stream().map(Event::toString).collect(Collectors.toSet());
    }

    private Map<String, String> missing() throws Exception {
        Map<String, String> wanted = purchases.wanted();
        wanted.entrySet().removeAll(purchases.loaded().entrySet());
        return wanted;
    }

    private double lateness() {
        return purchases.registry.get("bi.pull.rescan.lateness").gauge().value();
    }
}
