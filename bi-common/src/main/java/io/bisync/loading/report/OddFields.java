package io.bisync.loading.report;

import io.bisync.loading.range.LoadObserver;
import io.bisync.loading.range.RangeResult;
import io.bisync.record.OddField;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Remembers which declared fields had values that their column does not take, and says each once. */
public final class OddFields implements LoadObserver {

    private static final Logger log = LoggerFactory.getLogger(OddFields.class);

    /**
     * One field of one topic.
     *
     * @param field for example {@code order.pay_date}
     * @param code why, as in {@code docs/errors.md}
     * @param values how many, since the start
     * @param lastRange the last range that had one
     * @param last when that was loaded
     */
    public record Seen(String topic, String field, String code, long values, String lastRange, Instant last) {}

    private record Place(String topic, OddField odd) {}

    private final Map<Place, Seen> seen = new ConcurrentHashMap<>();

    @Override
    public void finished(RangeResult result, Instant at) {
        if (result.failure() != null) {
            return;
        }
        var range = result.range();
        var topic = range.partition().topic();
        result.counts().odd().forEach((odd, values) -> {
            var before = seen.get(new Place(topic, odd));
            var all = values + (before == null ? 0 : before.values());
            seen.put(new Place(topic, odd), new Seen(topic, odd.field(), odd.code(), all, range.text(), at));
            if (before == null) {
                log.atWarn()
                        .addKeyValue("topic", topic)
                        .addKeyValue("partition", range.partition().partition())
                        .addKeyValue("range", range.text())
                        .addKeyValue("code", odd.code())
                        .log(
                                "{} {} has values that its column does not take: NULL there; said once, counted as bi.loading.fields.odd",
                                odd.code(),
                                odd.field());
            }
        });
    }

    /** By topic and field. */
    List<Seen> seen() {
        return seen.values().stream()
                .sorted(Comparator.comparing(Seen::topic)
                        .thenComparing(Seen::field)
                        .thenComparing(Seen::code))
                .toList();
    }
}
