package io.bisync.loading.kafka;

import io.bisync.loading.PartitionStatus;
import java.util.Collection;
import java.util.TreeMap;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** For the third group: which partitions rest because of a trouble. It alerts and restarts nothing. */
final class LoadingHealthIndicator extends AbstractHealthIndicator {

    private final Loading loading;

    LoadingHealthIndicator(Loading loading) {
        super("The partitions' state cannot be read");
        this.loading = loading;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        var troubles = new TreeMap<String, String>();
        for (var partition :
                loading.status().values().stream().flatMap(Collection::stream).toList()) {
            if (partition.trouble() != null && partition.state() != PartitionStatus.State.READY) {
                troubles.put(
                        partition.topic() + "-" + partition.partition(),
                        partition.trouble().toString());
            }
        }
        if (troubles.isEmpty()) {
            builder.up();
        } else {
            builder.down().withDetails(troubles);
        }
    }
}
