package io.bisync.loading.report;

import io.bisync.account.NewFields;
import io.bisync.loading.range.LoadObserver;
import io.bisync.loading.range.RangeResult;
import io.bisync.record.UndeclaredField;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Remembers which fields nobody declared, and says each once: whoever runs this decides whether it becomes a column. */
final class NewFieldWatch implements LoadObserver {

    private static final Logger log = LoggerFactory.getLogger(NewFieldWatch.class);

    private final Map<UndeclaredField, NewFields.Seen> seen = new ConcurrentHashMap<>();

    @Override
    public void finished(RangeResult result, Instant at) {
        if (result.failure() != null) {
            return;
        }
        result.counts().undeclared().forEach((field, values) -> {
            var before = seen.get(field);
            if (before == null && seen.size() >= NewFields.MOST) {
                return;
            }
            seen.put(
                    field,
                    new NewFields.Seen(
                            field.path(),
                            field.table(),
                            field.type(),
                            values + (before == null ? 0 : before.values()),
                            before == null ? at : before.first(),
                            at));
            if (before == null) {
                log.atInfo()
                        .addKeyValue("topic", result.range().partition().topic())
                        .addKeyValue("range", result.range().text())
                        .log(
                                "New field {} ({}): no declaration knows it, it is kept in extra; GET /api/fields of bi-basic"
                                        + " proposes a column",
                                field.path(),
                                field.type());
            }
        });
    }

    /** Those of a source, by field and type. */
    List<NewFields.Seen> seen(String source) {
        return seen.values().stream()
                .filter(it -> it.field().startsWith(source + "."))
                .sorted(Comparator.comparing(NewFields.Seen::field).thenComparing(NewFields.Seen::type))
                .toList();
    }
}
