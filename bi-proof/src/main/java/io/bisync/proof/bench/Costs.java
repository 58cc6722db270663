package io.bisync.proof.bench;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/** What this process has cost so far: CPU of all its threads, the collector's and the compiler's too, and memory. */
public final class Costs {

    /** CPU and wall time since some moment before. */
    public record Moment(long cpuNanos, long wallNanos) {}

    /**
     * How much memory this process needs.
     *
     * @param collectionMillis time in collections so far
     * @param heapPeak the largest heap that a collection left
     * @param heapFull the largest heap that a full collection left, 0 if there was none
     * @param heapLive the heap after collections now
     * @param resident the most memory the process ever had
     */
    public record Memory(long collectionMillis, long heapPeak, long heapFull, long heapLive, long resident) {}

    private static final int COLLECTIONS = 5;
    private static final Duration APART = Duration.ofMillis(300);
    private static final Path STATUS = Path.of("/proc/self/status");

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final Set<String> heapPools = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(it -> it.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getName)
            .collect(Collectors.toSet());
    private final LongAccumulator afterAny = new LongAccumulator(Long::max, 0);
    private final LongAccumulator afterMajor = new LongAccumulator(Long::max, 0);

    /** Watches the collector from now on. */
    void watchMemory() {
        for (var collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            if (collector instanceof NotificationEmitter emitter) {
                emitter.addNotificationListener(
                        (notification, _) -> collected(
                                GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData())),
                        null,
                        null);
            }
        }
    }

    private void collected(GarbageCollectionNotificationInfo info) {
        long used = info.getGcInfo().getMemoryUsageAfterGc().entrySet().stream()
                .filter(pool -> heapPools.contains(pool.getKey()))
                .mapToLong(pool -> pool.getValue().getUsed())
                .sum();
        afterAny.accumulate(used);
        if (info.getGcAction().contains("major")) {
            afterMajor.accumulate(used);
        }
    }

    public Moment moment() {
        return new Moment(system.getProcessCpuTime(), System.nanoTime());
    }

    /** All of it so far; the collections that it takes itself are in none of the others. */
    public Memory memory() {
        return new Memory(collectionMillis(), afterAny.get(), afterMajor.get(), liveHeap(), peakResident());
    }

    /** Milliseconds that collections took, by the collectors' own books. */
    private static long collectionMillis() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(it -> it.getCollectionTime())
                .sum();
    }

    /** The least heap that some collections leave one after another: one may fall between a poll and its end. */
    private static long liveHeap() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < COLLECTIONS; i++) {
            LockSupport.parkNanos(APART.toNanos());
            System.gc();
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }

    /** The most memory this process ever had, as the kernel counts it. */
    private static long peakResident() {
        try (var lines = Files.lines(STATUS)) {
            return lines.filter(it -> it.startsWith("VmHWM:"))
                    .mapToLong(it -> Long.parseLong(it.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
