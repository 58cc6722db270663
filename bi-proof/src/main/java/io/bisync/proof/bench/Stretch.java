package io.bisync.proof.bench;

import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * The measured part of a run: from before the first poll after the warm-up to after the commit of its last record.
 * Told of every round by the thread that polls.
 */
final class Stretch {

    private final Costs costs;
    private final long warmUp;
    private final long records;
    private final CountDownLatch done = new CountDownLatch(1);

    private Costs.Moment lastCommit;
    private boolean started;
    private boolean ended;
    private long seen;
    private long before;
    private Costs.Moment start;
    private Costs.Moment end;
    private long rounds;
    private long loads;
    private long rows;
    private long bytes;
    private Costs.@Nullable Memory memory;

    Stretch(Costs costs, long warmUp, long records) {
        this.costs = costs;
        this.warmUp = warmUp;
        this.records = records;
        this.lastCommit = costs.moment();
        this.start = lastCommit;
        this.end = lastCommit;
    }

    /** A poll brought records: if the warm-up is over, the stretch began at the commit before. */
    void polled() {
        if (!started && seen >= warmUp) {
            started = true;
            start = lastCommit;
            before = seen;
        }
        if (started && !ended) {
            rounds++;
        }
    }

    /** Records were loaded and committed. */
    void committed(long news, long newLoads, long newRows, long newBytes) {
        if (ended) {
            return;
        }
        seen += news;
        lastCommit = costs.moment();
        if (started) {
            loads += newLoads;
            rows += newRows;
            bytes += newBytes;
            if (seen >= warmUp + records) {
                ended = true;
                end = lastCommit;
                done.countDown();
            }
        }
    }

    boolean isOver() {
        return ended;
    }

    CountDownLatch done() {
        return done;
    }

    /** The stretch is over and everything that it needed is still there: consumers, assigned partitions, clients. */
    void remember() {
        memory = costs.memory();
    }

    Measured measured(Variant variant, Measured.@Nullable Trickle trickle) {
        if (memory == null) {
            throw new IllegalStateException("Nobody looked at the memory while there was something in it");
        }
        return new Measured(
                variant.word(),
                seen - before,
                (end.cpuNanos() - start.cpuNanos()) / 1e9,
                (end.wallNanos() - start.wallNanos()) / 1e9,
                rounds,
                loads,
                rows,
                bytes,
                memory.collectionMillis(),
                memory.heapPeak(),
                memory.heapFull(),
                memory.heapLive(),
                memory.resident(),
                trickle);
    }
}
