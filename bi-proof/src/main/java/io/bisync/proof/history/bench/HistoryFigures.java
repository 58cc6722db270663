package io.bisync.proof.history.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a history load took.
 *
 * @param rows orders
 * @param calls of the ERP
 * @param bytes of events, before they were compressed
 * @param sentAfter seconds until Kafka had all of them
 * @param loadedAfter seconds until all of them were in their tables
 * @param erp seconds that the simulated ERP worked on its answers, of the last ten thousand calls
 * @param processes what each needed
 * @param timers of services and bi-basic
 */
record HistoryFigures(
        long rows,
        long calls,
        long bytes,
        double sentAfter,
        double loadedAfter,
        double erp,
        Map<String, ProcessWatch.Use> processes,
        Map<String, Timers.Time> timers) {

    /** What a page and its rows go through, by the timer that says how long. */
    private static final Map<String, String> LINKS = new LinkedHashMap<>();

    static {
        LINKS.put("service http_client_requests", "service's questions to bi-basic");
        LINKS.put("service bi_slices_publishing", "pages and their progress to Kafka");
        LINKS.put("service bi_loading_starrocks", "requests to StarRocks");
        LINKS.put("service jvm_gc_pause", "service's collections");
        LINKS.put("bi-basic http_server_requests", "bi-basic's answers");
        LINKS.put("bi-basic hikaricp_connections_usage", "bi-basic's work with PostgreSQL");
    }

    /** As lines for a person. */
    List<String> text() {
        List<String> lines = new ArrayList<>();
        lines.add(
                "%,d orders with %,d calls: in Kafka after %.1f s (%,.0f a second), in their tables after %.1f s (%,.0f a second)"
                        .formatted(rows, calls, sentAfter, rows / sentAfter, loadedAfter, rows / loadedAfter));
        lines.add("process                   CPU-seconds  per million orders  peak memory");
        processes.forEach((name, use) -> lines.add("  %-24s %10.1f %19.1f %9.0f MB"
                .formatted(name, use.cpuSeconds(), use.cpuSeconds() * 1e6 / rows, use.peakMegabytes())));
        lines.add("link                                      times   busy, s  of the time  ms each");
        lines.add(line("ERP's answers", new Timers.Time(erp, Math.min(calls, 10_000))));
        LINKS.forEach((timer, link) -> {
            Timers.Time time = timers.get(timer);
            if (time != null) {
                lines.add(line(link, time));
            }
        });
        return lines;
    }

    /** Several at once are busy for more than all of the time. */
    private String line(String name, Timers.Time time) {
        return "  %-38s %8.0f %9.1f %10.0f %% %9.2f"
                .formatted(
                        name,
                        time.times(),
                        time.seconds(),
                        100 * time.seconds() / loadedAfter,
                        1e3 * time.seconds() / time.times());
    }
}
