package io.bisync.proof.crash;

import io.bisync.loading.kafka.LoadingProperties.GroupProtocol;
import io.bisync.local.starrocks.fault.FaultSwitch;
import io.bisync.proof.crash.ledger.Findings;
import io.bisync.proof.faults.FaultReport;
import io.bisync.proof.faults.FaultRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What the lanes of one part of the kit went through; every lane adds to it. */
final class Tally {

    private static final String AGAIN = "all records of every lane once more at its end";

    private final Map<String, Row> rows = new TreeMap<>();
    private final Map<GroupProtocol, Integer> struck = new EnumMap<>(GroupProtocol.class);

    private int injected;

    private static final class Row {
        private long injected;
        private long struck;
        private long lost;
        private long doubled;
        private long outOfOrder;
        private final List<Duration> recoveries = new ArrayList<>();
    }

    /** Counts a death that is about to come; the answer is how many there are by now. */
    synchronized int injected(Episode episode) {
        row(episode.row()).injected++;
        return ++injected;
    }

    synchronized void struck(Episode episode, GroupProtocol protocol, Duration recovery) {
        struck.merge(protocol, 1, Integer::sum);
        row(episode.row()).struck++;
        row(episode.row()).recoveries.add(recovery);
    }

    synchronized void found(Episode episode, Findings findings) {
        add(row(episode.row()), findings);
    }

    /** What a lane's last look found beyond what was found before. */
    synchronized void foundAtTheEnd(Findings more) {
        row(AGAIN).injected++;
        row(AGAIN).struck++;
        add(row(AGAIN), more);
    }

    /** What StarRocks did wrong around a death; what was found is counted with the death. */
    synchronized void spiced(FaultSwitch.State spice) {
        var row = row("StarRocks meanwhile: " + spice.fault().getClass().getSimpleName());
        row.injected++;
        row.struck += spice.struck();
    }

    synchronized int struck(GroupProtocol protocol) {
        return struck.getOrDefault(protocol, 0);
    }

    /** What was found in all, whatever died. */
    synchronized Findings all() {
        return new Findings(
                rows.values().stream().mapToLong(it -> it.lost).sum(),
                rows.values().stream().mapToLong(it -> it.doubled).sum(),
                rows.values().stream().mapToLong(it -> it.outOfOrder).sum(),
                List.of());
    }

    synchronized void report(String kit, FaultReport report) {
        rows.forEach((name, row) -> report.add(new FaultRow(
                kit, name, row.injected, row.struck, row.lost, row.doubled, row.outOfOrder, row.recoveries)));
    }

    private Row row(String name) {
        return Objects.requireNonNull(rows.computeIfAbsent(name, _ -> new Row()));
    }

    private static void add(Row row, Findings findings) {
        row.lost += findings.lost();
        row.doubled += findings.doubled();
        row.outOfOrder += findings.outOfOrder();
    }
}
