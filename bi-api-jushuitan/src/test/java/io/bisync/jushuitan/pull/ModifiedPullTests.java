package io.bisync.jushuitan.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.bisync.account.Cursor;
import io.bisync.event.Event;
import io.bisync.jushuitan.declaration.PulledEntity;
import io.bisync.jushuitan.increment.Pull;
import io.bisync.jushuitan.increment.Pull.Attempt;
import io.bisync.jushuitan.page.PageRejectedException;
import io.bisync.time.ShanghaiTime;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pulls by windows of change, against a Jushuitan whose purchases say in whole seconds when they changed. */
class ModifiedPullTests {

    private final PurchasePull purchases = new PurchasePull();
    private final Pull pull = purchases.of(Pulling.PURCHASES, Pulling.once(purchases.clock));

    @AfterEach
    void stop() {
        purchases.close();
    }

    @Test
    void ofARowThatChangesTwiceWithinASecondTheSecondChangeIsPublishedLast() throws Exception {
        live(600, 90);

        assertThat(String.valueOf(purchases.book().counts())).contains("CHANGED_AGAIN");
        assertThat(purchases.loaded()).containsAllEntriesOf(purchases.wanted());
    }

    @Test
    void windowsOverlapAndNothingIsPublishedTwice() throws Exception {
        live(200, 700);

        assertThat(purchases.sink.events())
                .extracting(it -> it.id() + ":" + it.version() + ":" + new String(it.value(), StandardCharsets.UTF_8))
                .doesNotHaveDuplicates();
    }

    @Test
    void whoeverForgetsWhatWasPublishedRepeatsItAndLosesNothing() throws Exception {
        Pull forgetful = purchases.of(Pulling.PURCHASES, PurchasePull.FORGETFUL);
        for (int i = 0; i < 100; i++) {
            purchases.pass(Duration.ofMillis(300));
            purchases.book().live(1);
            purchases.catchUp(forgetful);
        }
        purchases.pass(Duration.ofSeconds(5));
        purchases.catchUp(forgetful);

        assertThat(purchases.loaded()).containsAllEntriesOf(purchases.wanted());
        assertThat(purchases.sink.size()).isGreaterThan(150);
    }

    @Test
    void aWindowEndsBeforeTheSecondsThatMayStillChange() throws Exception {
        purchases.catchUp(pull);
        purchases.book().live(1);
        assertThat(purchases.catchUp(pull)).isEqualTo(Attempt.QUIET);

        purchases.pass(Duration.ofSeconds(2));
        assertThat(purchases.catchUp(pull)).isEqualTo(Attempt.MOVED);
        Instant settled = Instant.parse("2026-11-20T04:00:00Z");
        assertThat(cursor()).isEqualTo(new Cursor(String.valueOf(settled.toEpochMilli()), settled));

        int calls = (int) purchases.counted("bi.pull.calls");
        assertThat(purchases.catchUp(pull)).isEqualTo(Attempt.QUIET);
        assertThat(purchases.counted("bi.pull.calls"))
                .as("nothing has settled since")
                .isEqualTo(calls);
    }

    @Test
    void whoWaitsForItsCallAsksForNoMoreBecauseOfThat() throws Exception {
        purchases.catchUp(pull);
        purchases.pass(Duration.ofMinutes(1));
        purchases.looksTake(Duration.ofMillis(400));
        int calls = (int) purchases.counted("bi.pull.calls");

        assertThat(purchases.catchUp(pull)).isEqualTo(Attempt.QUIET);
        assertThat(purchases.counted("bi.pull.calls") - calls).isEqualTo(1);
    }

    @Test
    void aBacklogIsReadWindowByWindowFromWhereTheCursorStands() throws Exception {
        PulledEntity inShortWindows = PulledEntity.of(
                Pulling.PURCHASES.entity(),
                Pulling.PURCHASES.traffic(),
                Pulling.PURCHASES.endpoint().windows(Duration.ofHours(6)),
                Pulling.PURCHASES.increment());
        purchases.leases.move("1", purchases.leases.fence("1"), "purchase", at(Duration.ofDays(10)));
        for (int hours = 0; hours < 100; hours++) {
            purchases.pass(Duration.ofHours(1));
            purchases.book().live(1);
        }
        purchases.pass(Duration.ofSeconds(5));
        int calls = (int) purchases.counted("bi.pull.calls");

        Pull windows = purchases.of(inShortWindows, Pulling.once(purchases.clock));
        Attempt attempt = purchases.catchUp(windows);
        assertThat(attempt).as("other entities have their turn").isEqualTo(Attempt.MORE);
        while (attempt == Attempt.MORE) {
            attempt = purchases.catchUp(windows);
        }

        assertThat(purchases.loaded()).containsAllEntriesOf(purchases.wanted());
        assertThat(purchases.counted("bi.pull.calls") - calls).isGreaterThan(4 * 14);
        assertThat(purchases.loaded()).hasSizeGreaterThan(purchases.wanted().size());
    }

    @Test
    void withoutACursorItBeginsYesterdayInShanghai() throws Exception {
        purchases.sink.refuse();
        assertThatIllegalStateException().isThrownBy(() -> purchases.catchUp(pull));

        assertThat(cursor())
                .isEqualTo(new Cursor(
                        String.valueOf(ShanghaiTime.startOfDay(purchases.now.get())
                                .minus(Duration.ofDays(1))
                                .toEpochMilli()),
                        null));
    }

    @Test
    void theCursorStaysWhileNothingCanBePublished() throws Exception {
        purchases.catchUp(pull);
        Cursor before = cursor();
        purchases.book().live(30);
        purchases.pass(Duration.ofSeconds(5));
        purchases.sink.refuse();
        assertThatIllegalStateException().isThrownBy(() -> purchases.catchUp(pull));
        assertThat(cursor()).isEqualTo(before);

        purchases.sink.accept();
        purchases.catchUp(pull);
        assertThat(purchases.loaded()).containsAllEntriesOf(purchases.wanted());
    }

    @Test
    void whoSetsTheCursorBackHasEverythingPublishedOnceMore() throws Exception {
        purchases.catchUp(pull);
        List<Event> first = purchases.sink.events();
        assertThat(first).isNotEmpty();
        purchases.controlPlane.setCursor("1", "purchase", at(Duration.ofDays(2)));
        purchases.leases.renew();

        purchases.catchUp(pull);
        assertThat(purchases.sink.size()).isGreaterThanOrEqualTo(2 * first.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "99999999999999", "-1"})
    void aCursorThatIsNoTimeOfThePastIsNamed(String value) {
        purchases.controlPlane.setCursor("1", "purchase", new Cursor(value, null));
        purchases.leases.renew();

        assertThatExceptionOfType(PageRejectedException.class)
                .isThrownBy(() -> purchases.catchUp(pull))
                .withMessageContaining("BI-JST-70 The cursor '%s'".formatted(value));
    }

    @Test
    void anAccountThatOthersPullIsLeft() throws Exception {
        purchases.leases.release();

        assertThat(purchases.catchUp(pull)).isEqualTo(Attempt.LEFT);
        assertThat(purchases.sink.size()).isZero();
    }

    private void live(int changes, int millisApart) throws Exception {
        for (int i = 0; i < changes; i++) {
            purchases.pass(Duration.ofMillis(millisApart));
            purchases.book().live(1);
            if (i % 3 == 0) {
                purchases.catchUp(pull);
            }
        }
        purchases.pass(Duration.ofSeconds(5));
        purchases.catchUp(pull);
    }

    private Cursor at(Duration ago) {
        return new Cursor(String.valueOf(purchases.now.get().minus(ago).toEpochMilli()), null);
    }

    private Cursor cursor() {
        return Objects.requireNonNull(purchases.leases.cursor("1", "purchase"));
    }
}
