package io.bisync.proof.simulation;

public final class SimulationCommandLine {
    private SimulationCommandLine() {}

    public static void main(String... arguments) {
        ((ch.qos.logback.classic.Logger) org.slf4j.LoggerFactory.getLogger("io.bisync.loading")).setLevel(ch.qos.logback.classic.Level.OFF);
        var n = Long.parseLong(arguments[0]);
        try (var s = new Simulation()) {
            var start = System.nanoTime();
            var kinds = new java.util.TreeMap<String, long[]>();
            for (var seed = 0L; seed < n; seed++) {
                var v = s.run(seed, null);
                if (v != null) {
                    var a = kinds.computeIfAbsent(v.kind().name(), _ -> new long[2]);
                    if (a[0]++ == 0) { a[1] = seed; System.out.println(seed + " " + v); }
                }
            }
            System.out.println(n / ((System.nanoTime() - start) / 1e9) + " per s, cpu " + java.lang.management.ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class).getProcessCpuTime()/1e9);
            kinds.forEach((k, v) -> System.out.println(k + " " + v[0] + " first " + v[1]));
            for (var f : FaultKind.values()) System.out.print(f + "=" + s.tally.faults[f.ordinal()] + " ");
            for (var f : CrashPoint.values()) System.out.print(f + "=" + s.tally.crashes[f.ordinal()] + " ");
            System.out.println();
            if (arguments.length > 1) s.trace(Long.parseLong(arguments[1]), null).forEach(System.out::println);
        }
    }
}
