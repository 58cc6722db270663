package io.bisync.loading.report;

import io.bisync.loading.range.LoadObserver;
import io.bisync.loading.range.RangeResult;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/** One line a minute for each topic that something was loaded of; single loads are lines of DEBUG. */
public final class LoadSummary implements LoadObserver {

    private static final Logger log = LoggerFactory.getLogger(LoadSummary.class);

    private record Sum(long loads, long rows, long bytes, long rejected) {

        Sum plus(Sum more) {
            return new Sum(loads + more.loads, rows + more.rows, bytes + more.bytes, rejected + more.rejected);
        }
    }

    private final Map<String, Sum> byTopic = new ConcurrentHashMap<>();

    @Override
    public void finished(RangeResult result, Instant at) {
        if (result.failure() != null) {
            return;
        }
        var counts = result.counts();
        var sum = new Sum(
                counts.tables().stream().filter(it -> it.rows() > 0).count(),
                counts.rows(),
                counts.bytes(),
                counts.rejected().values().stream().mapToInt(Integer::intValue).sum());
        byTopic.merge(result.range().partition().topic(), sum, Sum::plus);
    }

    @Scheduled(fixedDelay = 60, timeUnit = TimeUnit.SECONDS)
    public void tell() {
        for (var topic : List.copyOf(byTopic.keySet())) {
            var sum = byTopic.remove(topic);
            if (sum != null) {
                log.atInfo()
                        .addKeyValue("topic", topic)
                        .addKeyValue("rows", sum.rows())
                        .log(
                                "{}: {} rows in {} loads ({} bytes), {} dead letters",
                                topic,
                                sum.rows(),
                                sum.loads(),
                                sum.bytes(),
                                sum.rejected());
            }
        }
    }
}
