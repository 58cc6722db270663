package io.bisync.run.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.bisync.account.MovableClock;
import io.bisync.event.Event;
import io.bisync.event.EventHeaders;
import io.bisync.run.RunSignal;
import io.bisync.run.Slice;
import io.bisync.run.SliceProgress;
import io.bisync.run.SliceState;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** What working off slices promises, at a real broker. */
class SliceWorkersIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final MovableClock clock = new MovableClock(Instant.parse("2026-08-23T00:00:00Z"));
    private Stage stage;

    @BeforeEach
    void build(TestInfo test) throws Exception {
        stage = new Stage(test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT), clock);
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void aSliceIsSentPageByPageAndCompleteWhenItsGroupHasPassedItsLastRecord() throws Exception {
        stage.add(7, "1");
        stage.start("a", new Paging(stage));
        awaitState(7, SliceState.SENT);

        assertThat(stage.rows()).isEqualTo(Stage.pages(7, 4));
        assertThat(stage.ledger.offered(stage.source)).containsExactly(Stage.LOADABLE);
        var sent = progress(7);
        assertThat(sent.cursor()).isNull();
        assertThat(List.of(sent.rows(), sent.expected(), sent.calls())).containsExactly(12L, 12L, 4L);
        assertThat(sent.bytes()).isPositive();
        var end = sent.ends().getFirst();
        stage.loaded(end.offset() - 1);
        awaitLooks();
        assertThat(state(7)).as("one record is not loaded").isEqualTo(SliceState.SENT);
        stage.loaded(end.offset());
        awaitState(7, SliceState.COMPLETE);
        var progress = stage.progress();
        await().atMost(LIMIT).until(() -> progress.last(7) == null);
        progress.close();
        assertThat(stage.registry.get("bi.slices.pages").counter().count()).isEqualTo(4);
        assertThat(stage.registry.get("bi.slices.rows").counter().count()).isEqualTo(12);
        assertThat(stage.topics.records(stage.topic))
                .as("each says of which run it is")
                .allSatisfy(it -> assertThat(EventHeaders.number(it.headers(), EventHeaders.RUN))
                        .isEqualTo(1));
    }

    @Test
    void whoeverTakesASliceOverShutsOutWhoHadItAndAsksForOnePageAgain() throws Exception {
        var inTheMiddle = new CountDownLatch(1);
        var goesOn = new CountDownLatch(1);
        var first = new Paging(stage, (slice, number) -> {
            var page = Stage.page(slice.id(), number);
            return number == 2 ? stalling(page, inTheMiddle, goesOn) : page;
        });
        stage.add(7, "1");
        stage.start("a", first);
        pass(inTheMiddle);
        stage.ledger.cutOff("a");
        clock.advance(Stage.LEASE.plusSeconds(1));
        var second = new Paging(stage);
        stage.start("b", second);
        awaitState(7, SliceState.SENT);
        goesOn.countDown();
        awaitLooks();

        assertThat(first.asked).containsExactly("7/0", "7/1", "7/2");
        assertThat(second.asked).containsExactly("7/2", "7/3");
        assertThat(stage.rows()).isEqualTo(Stage.pages(7, 4));
        assertThat(progress(7).calls()).isEqualTo(4);
    }

    @Test
    void aPageThatFailsHalfWayLeavesNeitherRowsNorProgress() {
        var failed = new AtomicBoolean();
        var paging = new Paging(stage, (slice, number) -> {
            var page = Stage.page(slice.id(), number);
            return number == 1 && failed.compareAndSet(false, true) ? breaking(page) : page;
        });
        stage.add(7, "1");
        stage.start("a", paging);
        await().atMost(LIMIT)
                .until(() -> "BI-RUN-01".equals(stage.ledger.slice(7).code()));
        assertThat(stage.ledger.slice(7).detail()).doesNotContain("half-way");
        assertThat(stage.rows()).isEqualTo(Stage.pages(7, 1));
        assertThat(progress(7).rows()).isEqualTo(3);
        clock.advance(Duration.ofSeconds(2));
        awaitState(7, SliceState.SENT);

        assertThat(paging.asked).containsExactly("7/0", "7/1", "7/1", "7/2", "7/3");
        assertThat(stage.rows()).isEqualTo(Stage.pages(7, 4));
    }

    @Test
    void rowsWhoseProgressKafkaDoesNotTakeAreNotThereEither() {
        var tooLong = "x".repeat(2 << 20);
        stage.add(7, "1");
        stage.start("a", new Paging(stage) {
            @Override
            public void work(Slice slice, SliceProgress from, PageSink sink) {
                sink.publish(stage.topic, Stage.page(7, 0), tooLong, 3, 1);
            }
        });
        await().atMost(LIMIT)
                .until(() -> "BI-EVENT-01".equals(stage.ledger.slice(7).code()));

        assertThat(stage.rows()).isEmpty();
        assertThat(progress(7)).isEqualTo(SliceProgress.NONE);
    }

    @Test
    void whatLiesBehindAnOpenPageOfAnotherSliceIsNotMissed() throws Exception {
        var progress = stage.progress();
        var at = new SliceProgress("2", 6, 12, 2, 60, List.of(), List.of());
        try (var other = stage.transactions().takeOver(stage.source + ".8");
                var own = stage.transactions().takeOver(stage.source + ".7")) {
            var reading = new FutureTask<>(() -> progress.last(7));
            other.inTransaction(open -> {
                open.send(progress.record(8, new SliceRecord(1, SliceProgress.NONE, false)));
                open.acknowledged();
                own.inTransaction(page -> page.send(progress.record(7, new SliceRecord(1, at, false))));
                Thread.ofVirtual().start(reading);
                assertThatThrownBy(() -> reading.get(500, TimeUnit.MILLISECONDS))
                        .as("it waits for what is open")
                        .isInstanceOf(TimeoutException.class);
            });
            assertThat(reading.get(LIMIT.toSeconds(), TimeUnit.SECONDS)).isEqualTo(new SliceRecord(1, at, false));
        }
        progress.close();
    }

    @Test
    void whatATopicLostThatWasMadeAnewIsSentAgain() throws Exception {
        var paging = new Paging(stage);
        stage.add(7, "1");
        stage.start("a", paging);
        awaitState(7, SliceState.SENT);
        var before = progress(7).ends().getFirst().topicId();
        stage.topics.admin().deleteTopics(List.of(stage.topic)).all().get();
        stage.make(stage.topic);

        // While there was no topic it may have rested.
        await().atMost(LIMIT).untilAsserted(() -> {
            clock.advance(Duration.ofMillis(100));
            assertThat(progress(7).ends())
                    .singleElement()
                    .satisfies(it -> assertThat(it.topicId()).isNotEqualTo(before));
        });
        awaitState(7, SliceState.SENT);
        assertThat(stage.rows()).containsSubsequence(Stage.pages(7, 4));
        stage.load();
        awaitState(7, SliceState.COMPLETE);
    }

    @Test
    void aPausedSliceStopsAtTheEndOfAPageAndGoesOnFromThere() throws Exception {
        var second = new CountDownLatch(1);
        var goesOn = new CountDownLatch(1);
        var paging = new Paging(stage, (slice, number) -> {
            if (number == 1) {
                second.countDown();
                pass(goesOn);
            }
            return Stage.page(slice.id(), number);
        });
        stage.add(7, "1");
        stage.start("a", paging);
        pass(second);
        stage.ledger.signal(1, RunSignal.PAUSE);
        awaitLooks();
        goesOn.countDown();
        awaitState(7, SliceState.WAITING);
        assertThat(stage.rows()).isEqualTo(Stage.pages(7, 2));
        assertThat(stage.ledger.slice(7).code()).isNull();
        awaitLooks();
        assertThat(state(7)).isEqualTo(SliceState.WAITING);

        stage.ledger.signal(1, RunSignal.RESUME);
        awaitState(7, SliceState.SENT);
        assertThat(paging.asked).containsExactly("7/0", "7/1", "7/2", "7/3");
    }

    @Test
    void whoStopsGivesItsSlicesBackAtTheEndOfAPage() throws Exception {
        var second = new CountDownLatch(1);
        var first = new Paging(stage, (slice, number) -> {
            if (number == 1) {
                second.countDown();
            }
            return Stage.page(slice.id(), number);
        });
        stage.add(7, "1");
        stage.add(8, "1");
        var stopped = stage.start("a", first);
        pass(second);
        stopped.stop();
        assertThat(List.of(state(7), state(8))).doesNotContain(SliceState.RUNNING);
        var pages = first.asked.size();
        assertThat(stage.rows()).as("no page is lost half-way").hasSize(pages * 3);

        var next = new Paging(stage);
        stage.start("b", next);
        awaitState(7, SliceState.SENT);
        awaitState(8, SliceState.SENT);
        assertThat(next.asked).hasSize(2 * Paging.PAGES - pages);
        assertThat(stage.rows()).hasSize(2 * Paging.PAGES * 3).doesNotHaveDuplicates();
        stage.load();
        awaitState(7, SliceState.COMPLETE);
    }

    @Test
    void whatFailsStopsNobodyElse() {
        stage.add(1, "1");
        stage.add(2, "2");
        stage.add(3, "3");
        stage.start("a", new Paging(stage, (slice, number) -> {
            if (slice.id() == 1) {
                throw SliceStoppedException.passing("BI-JST-18", "the budget is spent", Duration.ofHours(8));
            }
            if (slice.id() == 2 && number == 1) {
                throw SliceStoppedException.lasting("BI-JST-04", "no right");
            }
            return Stage.page(slice.id(), number);
        }));
        awaitState(3, SliceState.SENT);
        awaitState(2, SliceState.FAILED);
        awaitState(1, SliceState.WAITING);

        assertThat(stage.ledger.slice(1).code()).isEqualTo("BI-JST-18");
        assertThat(stage.ledger.slice(1).pause()).isEqualTo(Duration.ofHours(8));
        assertThat(stage.ledger.slice(2).code()).isEqualTo("BI-JST-04");
        assertThat(stage.ledger.slice(2).detail()).isEqualTo("no right");
        assertThat(progress(2).rows()).isEqualTo(3);
    }

    @Test
    void withoutBiBasicItGoesOnUntilItsLeaseIsOver() {
        var pages = new AtomicInteger();
        var more = new Semaphore(0);
        stage.add(7, "1");
        stage.start("a", new Paging(stage, (slice, number) -> {
            more.acquire();
            pages.incrementAndGet();
            return Stage.page(slice.id(), number);
        }));
        more.release();
        await().atMost(LIMIT).until(() -> progress(7).rows() == 3);
        stage.ledger.cutOff("a");
        more.release();
        await().atMost(LIMIT).until(() -> stage.rows().size() == 6);
        clock.advance(Stage.LEASE);
        more.release(9);
        await().atMost(LIMIT).until(() -> stage.rows().size() == 9);
        stage.ledger.reconnect();
        awaitState(7, SliceState.SENT);

        assertThat(pages).as("nothing is asked for again").hasValue(Paging.PAGES);
        assertThat(ended("left")).as("it was left when the lease was over").isEqualTo(1);
    }

    @Test
    void whoTellsTheEndOfASliceAfterItsLeaseTakesNothingFromWhoeverHasIt() throws Exception {
        var more = new Semaphore(0);
        stage.add(7, "1");
        stage.start("a", new Paging(stage, (slice, number) -> {
            more.acquire();
            return Stage.page(slice.id(), number);
        }));
        more.release();
        await().atMost(LIMIT).until(() -> progress(7).rows() == 3);
        stage.ledger.cutOff("a");
        more.release(Paging.PAGES);
        await().atMost(LIMIT).until(() -> ended("sent") == 1);
        stage.load();
        await().atMost(LIMIT).until(() -> ended("complete") == 1);
        clock.advance(Stage.LEASE.plusSeconds(1));
        assertThat(stage.ledger.claim(stage.source, "b", Stage.LEASE, 1, List.of()))
                .as("another one has it, and has not looked at its progress")
                .hasSize(1);
        stage.ledger.reconnect();
        awaitLooks();
        clock.advance(Stage.LEASE.plusSeconds(1));
        var third = new Paging(stage);
        stage.start("c", third);
        awaitState(7, SliceState.COMPLETE);

        assertThat(third.asked).isEmpty();
        assertThat(stage.rows()).isEqualTo(Stage.pages(7, 4));
    }

    private double ended(String outcome) {
        var slices =
                stage.registry.find("bi.slices.ended").tag("outcome", outcome).counter();
        return slices == null ? 0 : slices.count();
    }

    private SliceProgress progress(long slice) {
        return stage.ledger.slice(slice).progress();
    }

    private SliceState state(long slice) {
        return stage.ledger.slice(slice).state();
    }

    private void awaitState(long slice, SliceState state) {
        await().atMost(LIMIT)
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(state(slice)).isEqualTo(state));
    }

    /** Until a process has asked the ledger a few times more. */
    private void awaitLooks() {
        var looks = stage.ledger.claims() + 3;
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(20)).until(() -> stage.ledger.claims() >= looks);
    }

    private static void pass(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    /** Rows of which the last one waits, in the middle of the transaction. */
    private static List<Event> stalling(List<Event> page, CountDownLatch reached, CountDownLatch goesOn) {
        return onTheWay(page, () -> {
            reached.countDown();
            try {
                pass(goesOn);
            } catch (InterruptedException stop) {
                throw new IllegalStateException(stop);
            }
        });
    }

    private static List<Event> breaking(List<Event> page) {
        return onTheWay(page, () -> {
            throw new IllegalStateException("half-way");
        });
    }

    private static List<Event> onTheWay(List<Event> page, Runnable beforeTheLast) {
        return new AbstractList<>() {
            @Override
            public Event get(int index) {
                if (index == page.size() - 1) {
                    beforeTheLast.run();
                }
                return page.get(index);
            }

            @Override
            public int size() {
                return page.size();
            }
        };
    }
}
