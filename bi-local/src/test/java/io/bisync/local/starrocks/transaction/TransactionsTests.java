package io.bisync.local.starrocks.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TransactionsTests {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-21T00:00:00Z"));
    private final Transactions transactions = new Transactions(now::get, List.of());

    @Test
    void givesALabelToOneOfMany() throws Exception {
        var labels = 200;
        var arrived = new AtomicInteger();
        var begun = new AtomicInteger();
        var ended = new AtomicInteger();
        try (var pool = Executors.newFixedThreadPool(2)) {
            var runs = IntStream.range(0, 2)
                    .mapToObj(_ -> pool.submit(() -> {
                        try {
                            for (var label = 0; label < labels; label++) {
                                // Both arrive within nanoseconds: a barrier would wake them one after the other.
                                arrived.incrementAndGet();
                                while (arrived.get() < 2 * (label + 1) && ended.get() == 0) {
                                    Thread.onSpinWait();
                                }
                                if (isBegun("label-" + label, "bi")) {
                                    begun.incrementAndGet();
                                }
                            }
                        } finally {
                            ended.incrementAndGet();
                        }
                    }))
                    .toList();
            for (var run : runs) {
                run.get();
            }
        }
        assertThat(begun).hasValue(labels);
    }

    private boolean isBegun(String label, String database) {
        try {
            transactions.begin(database, label, "t", TIMEOUT);
            return true;
        } catch (LabelInUseException _) {
            return false;
        }
    }

    @Test
    void keepsLabelsOfDatabasesApart() {
        transactions.begin("one", "label", "t", TIMEOUT);
        assertThat(transactions.begin("two", "label", "t", TIMEOUT).state()).isEqualTo(LoadState.PREPARE);
    }

    @Test
    void abortsWhatIsOlderThanItsTimeoutAndNothingElse() {
        transactions.begin("bi", "old", "t", TIMEOUT);
        now.updateAndGet(instant -> instant.plusSeconds(59));
        transactions.begin("bi", "young", "t", TIMEOUT);
        transactions.expire();
        assertThat(transactions.stateOf("bi", "old").state()).isEqualTo(LoadState.PREPARE);
        now.updateAndGet(instant -> instant.plusSeconds(2));
        transactions.expire();
        assertThat(transactions.stateOf("bi", "old").state()).isEqualTo(LoadState.ABORTED);
        assertThat(transactions.stateOf("bi", "young").state()).isEqualTo(LoadState.PREPARE);
    }

    @Test
    void abortsNothingThatIsDurable() throws Exception {
        var transaction = transactions.begin("bi", "label", "t", TIMEOUT);
        transaction.commit(() -> new Applied(1, 1, 0, 0, 0), now.get());
        assertThat(transactions.cancel("bi", "label")).isFalse();
        assertThat(transactions.stateOf("bi", "label").state()).isEqualTo(LoadState.COMMITTED);
        transaction.publish();
        assertThat(transactions.cancel("bi", "label")).isFalse();
        assertThat(transactions.stateOf("bi", "label").state()).isEqualTo(LoadState.VISIBLE);
    }

    @Test
    void commitsNothingThatIsAborted() {
        var transaction = transactions.begin("bi", "label", "t", TIMEOUT);
        transactions.cancel("bi", "label");
        var committed = new AtomicInteger();
        assertThatThrownBy(() -> transaction.commit(
                        () -> {
                            committed.incrementAndGet();
                            return new Applied(1, 1, 0, 0, 0);
                        },
                        now.get()))
                .hasMessage("user cancel");
        assertThat(committed).hasValue(0);
    }

    @Test
    void limitsTheLoadsThatRunAtOnce() {
        for (var i = 0; i < 1000; i++) {
            transactions.begin("bi", "label-" + i, "t", TIMEOUT);
        }
        assertThatThrownBy(() -> transactions.begin("bi", "one-more", "t", TIMEOUT))
                .hasMessage("current running txns on db bi is 1000, larger than limit 1000");
    }
}
