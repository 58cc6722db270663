package io.bisync.loading.report;

import io.bisync.loading.partition.PartitionStatus;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/**
 * For the third group: which partitions rest because of a failure, and, without calling that one, which rest for minutes
 * because the linger says so. It alerts and restarts nothing.
 */
public final class LoadingHealthIndicator extends AbstractHealthIndicator {

    private static final Duration LONG = Duration.ofMinutes(2);

    private final Supplier<Map<String, List<PartitionStatus>>> status;

    LoadingHealthIndicator(Supplier<Map<String, List<PartitionStatus>>> status) {
        super("The partitions' state cannot be read");
        this.status = status;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        var failures = new TreeMap<String, String>();
        var longRests = new TreeMap<String, String>();
        for (var partition :
                status.get().values().stream().flatMap(Collection::stream).toList()) {
            var name = partition.topic() + "-" + partition.partition();
            if (partition.failure() != null && partition.state() != PartitionStatus.State.READY) {
                failures.put(name, partition.failure().toString());
            } else if (partition.state() == PartitionStatus.State.LINGERING
                    && partition.linger().compareTo(LONG) >= 0) {
                longRests.put(
                        name,
                        "rests until %s without a failure, as the linger is %s"
                                .formatted(partition.restsUntil(), partition.linger()));
            }
        }
        builder.status(failures.isEmpty() ? Status.UP : Status.DOWN)
                .withDetails(failures)
                .withDetails(longRests);
    }
}
