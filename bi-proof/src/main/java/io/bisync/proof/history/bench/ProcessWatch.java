package io.bisync.proof.history.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.LongStream;

/** What processes need, as Linux counts it; of PostgreSQL with all the processes below it. */
final class ProcessWatch {

    private static final String FAMILY = "PostgreSQL";
    private static final double TICKS = 100;
    /** Behind the name in brackets: of the process itself, and of the children that it has seen end. */
    private static final int USER = 11;

    private static final int SYSTEM = 12;
    private static final int ENDED_USER = 13;
    private static final int ENDED_SYSTEM = 14;

    private final Map<String, Long> pids;
    private final Map<String, Double> before = new LinkedHashMap<>();
    private final Map<String, Double> peaks = new LinkedHashMap<>();

    /**
     * What a process needed.
     *
     * @param cpuSeconds since the watch began
     * @param peakMegabytes of memory, what is shared counted once, looked at twice a second
     */
    record Use(double cpuSeconds, double peakMegabytes) {}

    ProcessWatch(Map<String, Long> pids) {
        this.pids = pids;
        pids.forEach((name, pid) -> before.put(name, cpu(name, pid)));
    }

    /** Looks at the memory. */
    void look() {
        pids.forEach((name, pid) -> peaks.merge(name, megabytes(name, pid), Math::max));
    }

    Map<String, Use> uses() {
        Map<String, Use> uses = new LinkedHashMap<>();
        pids.forEach((name, pid) -> uses.put(
                name, new Use(cpu(name, pid) - before.getOrDefault(name, 0.0), peaks.getOrDefault(name, 0.0))));
        return uses;
    }

    private static LongStream family(String name, long pid) {
        return name.equals(FAMILY)
                ? ProcessHandle.of(pid).stream()
                        .flatMap(ProcessHandle::descendants)
                        .mapToLong(ProcessHandle::pid)
                : LongStream.empty();
    }

    private static double cpu(String name, long pid) {
        double living =
                family(name, pid).mapToDouble(it -> ticks(it, USER, SYSTEM)).sum();
        double ended = name.equals(FAMILY) ? ticks(pid, ENDED_USER, ENDED_SYSTEM) : 0;
        return (ticks(pid, USER, SYSTEM) + living + ended) / TICKS;
    }

    private static double ticks(long pid, int... fields) {
        String stat = read(pid, "stat");
        String[] words = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
        double sum = 0;
        for (int field : fields) {
            sum += field < words.length ? Double.parseDouble(words[field]) : 0;
        }
        return sum;
    }

    private static double megabytes(String name, long pid) {
        return LongStream.concat(LongStream.of(pid), family(name, pid))
                        .mapToObj(it -> read(it, "smaps_rollup"))
                        .flatMap(String::lines)
                        .filter(it -> it.startsWith("Pss:"))
                        .mapToDouble(it -> Double.parseDouble(it.replaceAll("\\D", "")))
                        .sum()
                / 1024;
    }

    /** Nothing where the process has ended. */
    private static String read(long pid, String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), file));
        } catch (IOException ended) {
            return "";
        }
    }
}
