package io.bisync.jushuitan.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.bisync.account.ControlPlane;
import io.bisync.account.ControlPlaneRefusedException;
import io.bisync.account.MovableClock;
import io.bisync.account.PermitRequest;
import io.bisync.account.Permits;
import io.bisync.account.Priority;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PermitQueueTests {

    private static final Permits NOW = Permits.of(List.of(Duration.ZERO), Duration.ZERO);

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-01T00:00:00Z"));
    private final List<List<PermitRequest>> asked = new ArrayList<>();

    @Test
    void whoComesWhileBiBasicIsAskedGoesWithTheNextRequest() throws Exception {
        var first = new CountDownLatch(1);
        var others = new CountDownLatch(1);
        var queue = queue(requests -> {
            first.countDown();
            if (asked.size() == 1) {
                awaitQuietly(others);
            }
            return all(requests);
        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = new ArrayList<Future<?>>();
            calls.add(threads.submit(() -> call(queue, "1", Priority.LIVE)));
            first.await();
            for (int i = 0; i < 3; i++) {
                calls.add(threads.submit(() -> call(queue, "1", Priority.LIVE)));
            }
            calls.add(threads.submit(() -> call(queue, "2", Priority.HISTORY)));
            Awaitility.await().until(() -> queue.waiting() == 4);
            others.countDown();
            for (var call : calls) {
                call.get(30, TimeUnit.SECONDS);
            }
        }

        assertThat(asked).hasSize(2);
        assertThat(asked.getLast())
                .extracting(PermitRequest::account, PermitRequest::priority, PermitRequest::wanted)
                .containsExactlyInAnyOrder(tuple("1", Priority.LIVE, 3), tuple("2", Priority.HISTORY, 1));
    }

    @Test
    void requestsLieApartSoThatManyWhoWantLittleAskTogether() throws Exception {
        var queue = queue(_ -> List.of(NOW));
        var before = clock.instant();
        queue.await("1", Priority.LIVE, clock::advance);
        assertThat(clock.instant()).as("who comes after a while does not wait").isEqualTo(before);

        queue.await("2", Priority.LIVE, clock::advance);
        assertThat(Duration.between(before, clock.instant())).isEqualTo(Duration.ofMillis(150));
    }

    @Test
    void aCallIsMadeAtTheMomentThatItIsPermittedFor() throws Exception {
        var queue = queue(_ -> List.of(Permits.of(List.of(Duration.ofSeconds(3)), Duration.ZERO)));
        var before = clock.instant();
        queue.await("1", Priority.LIVE, clock::advance);

        assertThat(Duration.between(before, clock.instant())).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void aMomentCountsFromTheAnswerHoweverLateItsCallerLooks() throws Exception {
        var answered = new AtomicReference<Instant>();
        var called = new AtomicReference<Instant>();
        var queue = queue(
                _ -> {
                    answered.set(clock.instant());
                    return List.of(Permits.of(List.of(Duration.ofSeconds(3)), Duration.ZERO));
                },
                () -> {
                    clock.advance(Duration.ofMillis(100));
                    return clock.instant();
                });
        queue.await("1", Priority.LIVE, it -> called.set(clock.instant().plus(it)));

        // The queue looks at its clock once when it has the answer.
        assertThat(called.get()).isEqualTo(answered.get().plusMillis(3_100));
    }

    @Test
    void whoGetsNoneWaitsAsLongAsIsSaidAndAsksAgain() throws Exception {
        var queue = queue(_ -> List.of(asked.size() == 1 ? Permits.of(List.of(), Duration.ofSeconds(20)) : NOW));
        var before = clock.instant();
        queue.await("1", Priority.LIVE, clock::advance);

        assertThat(Duration.between(before, clock.instant())).isEqualTo(Duration.ofSeconds(20));
        assertThat(asked).hasSize(2);
    }

    @Test
    void aPermitWhoseMomentWasSleptThroughIsNotUsed() throws Exception {
        var queue = queue(
                _ -> List.of(asked.size() == 1 ? Permits.of(List.of(Duration.ofMillis(10)), Duration.ZERO) : NOW));
        queue.await("1", Priority.LIVE, it -> clock.advance(it.plusSeconds(2)));

        assertThat(asked).hasSize(2);
    }

    @Test
    void historyAsksAheadAsLongAsAllIsGrantedForNow() throws Exception {
        var queue = queue(PermitQueueTests::all);
        for (int i = 0; i < 30; i++) {
            queue.await("1", Priority.HISTORY, clock::advance);
        }

        assertThat(wanted()).containsExactly(1, 1, 2, 3, 5, 9, 9);
    }

    @Test
    void liveNeverAsksAhead() throws Exception {
        var queue = queue(PermitQueueTests::all);
        for (int i = 0; i < 5; i++) {
            queue.await("1", Priority.LIVE, clock::advance);
        }

        assertThat(wanted()).containsOnly(1);
    }

    @Test
    void whoseCallsFollowEachOtherAsTheErpsLimitsLetThemNeverAsksAhead() throws Exception {
        var queue = queue(PermitQueueTests::all);
        for (int i = 0; i < 5; i++) {
            queue.await("1", Priority.HISTORY, clock::advance);
            clock.advance(Duration.ofMillis(600));
        }

        assertThat(wanted()).containsOnly(1);
    }

    @Test
    void whereOneIsForLaterHistoryAsksForWhatItNeedsAndUsesWhatItHas() throws Exception {
        var queue = queue(requests -> List.of(
                asked.size() == 3
                        ? Permits.of(List.of(Duration.ZERO, Duration.ofMillis(667)), Duration.ZERO)
                        : all(requests).getFirst()));
        for (int i = 0; i < 3; i++) {
            queue.await("1", Priority.HISTORY, clock::advance);
        }
        var before = clock.instant();
        queue.await("1", Priority.HISTORY, clock::advance);
        assertThat(Duration.between(before, clock.instant())).isEqualTo(Duration.ofMillis(667));

        queue.await("1", Priority.HISTORY, clock::advance);
        assertThat(wanted()).containsExactly(1, 1, 2, 1);
    }

    @Test
    void whatIsKeptForTooLongIsNotUsed() throws Exception {
        var queue = queue(PermitQueueTests::all);
        for (int i = 0; i < 3; i++) {
            queue.await("1", Priority.HISTORY, clock::advance);
        }
        clock.advance(Duration.ofSeconds(1));
        queue.await("1", Priority.HISTORY, clock::advance);

        assertThat(wanted()).containsExactly(1, 1, 2, 1);
    }

    private List<Integer> wanted() {
        return asked.stream().map(it -> it.getFirst().wanted()).toList();
    }

    private static List<Permits> all(List<PermitRequest> requests) {
        return requests.stream()
                .map(it -> Permits.of(Collections.nCopies(it.wanted(), Duration.ZERO), Duration.ZERO))
                .toList();
    }

    @Test
    void aRefusedAccountIsRefused() {
        var queue = queue(_ -> List.of(Permits.refused("BI-BASIC-03", "Account '1' is disabled")));

        assertThatExceptionOfType(ControlPlaneRefusedException.class)
                .isThrownBy(() -> queue.await("1", Priority.LIVE, clock::advance))
                .satisfies(it -> assertThat(it.code()).isEqualTo("BI-BASIC-03"));
    }

    private PermitQueue queue(Function<List<PermitRequest>, List<Permits>> basic) {
        return queue(basic, clock);
    }

    private PermitQueue queue(Function<List<PermitRequest>, List<Permits>> basic, InstantSource time) {
        var controlPlane = (ControlPlane) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ControlPlane.class}, (_, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("permits");
                    @SuppressWarnings("unchecked")
                    var requests = (List<PermitRequest>) arguments[1];
                    asked.add(requests);
                    return basic.apply(requests);
                });
        return new PermitQueue(controlPlane, time);
    }

    private @Nullable Void call(PermitQueue queue, String account, Priority priority) throws InterruptedException {
        queue.await(account, priority, clock::advance);
        return null;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
