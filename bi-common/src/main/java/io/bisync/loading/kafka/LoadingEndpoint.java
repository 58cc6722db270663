package io.bisync.loading.kafka;

import io.bisync.loading.PartitionStatus;
import java.util.List;
import java.util.Map;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** {@code /actuator/loading}: how every partition of this process stands, by consumer group. */
@Endpoint(id = "loading")
final class LoadingEndpoint {

    private final Loading loading;

    LoadingEndpoint(Loading loading) {
        this.loading = loading;
    }

    @ReadOperation
    Map<String, List<PartitionStatus>> partitions() {
        return loading.status();
    }
}
