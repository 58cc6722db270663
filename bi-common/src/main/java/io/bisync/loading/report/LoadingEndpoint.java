package io.bisync.loading.report;

import io.bisync.loading.kafka.StarRocksBreaker;
import io.bisync.loading.partition.PartitionStatus;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.List;
import java.util.Map;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** {@code /actuator/loading}: how every partition of this process stands. */
@Endpoint(id = "loading")
public final class LoadingEndpoint {

    /**
     * What the endpoint answers, in the words of this type whatever the application's JSON looks like.
     *
     * @param breaker OPEN while StarRocks is left alone, HALF_OPEN while one load tries it again
     * @param labels how long StarRocks remembers what became of a load
     * @param groups the partitions by consumer group
     * @param oddFields declared fields with values that their column does not take, since the start
     */
    public record Description(
            CircuitBreaker.State breaker,
            LabelBudget.Budget labels,
            Map<String, List<PartitionStatus>> groups,
            List<OddFields.Seen> oddFields)
            implements OperationResponseBody {}

    private final Backlog backlog;
    private final StarRocksBreaker starRocks;
    private final LabelBudget labels;
    private final OddFields oddFields;

    LoadingEndpoint(Backlog backlog, StarRocksBreaker starRocks, LabelBudget labels, OddFields oddFields) {
        this.backlog = backlog;
        this.starRocks = starRocks;
        this.labels = labels;
        this.oddFields = oddFields;
    }

    @ReadOperation
    public Description loading() {
        return new Description(starRocks.state(), labels.budget(), backlog.groups(), oddFields.seen());
    }
}
