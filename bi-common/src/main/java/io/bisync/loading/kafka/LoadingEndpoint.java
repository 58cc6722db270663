package io.bisync.loading.kafka;

import io.bisync.loading.PartitionStatus;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.List;
import java.util.Map;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** {@code /actuator/loading}: how every partition of this process stands. */
@Endpoint(id = "loading")
final class LoadingEndpoint {

    /**
     * What the endpoint answers.
     *
     * @param breaker OPEN while StarRocks is left alone, HALF_OPEN while one load tries it again
     * @param labels how long StarRocks remembers what became of a load
     * @param groups the partitions by consumer group
     */
    record Description(
            CircuitBreaker.State breaker, LabelBudget.Budget labels, Map<String, List<PartitionStatus>> groups) {}

    private final Loading loading;
    private final StarRocksBreaker starRocks;
    private final LabelBudget labels;

    LoadingEndpoint(Loading loading, StarRocksBreaker starRocks, LabelBudget labels) {
        this.loading = loading;
        this.starRocks = starRocks;
        this.labels = labels;
    }

    @ReadOperation
    Description loading() {
        return new Description(starRocks.state(), labels.budget(), loading.status());
    }
}
