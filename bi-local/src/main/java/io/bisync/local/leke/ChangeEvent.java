package io.bisync.local.leke;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A change event as Leke writes it. */
record ChangeEvent(String eventId, String key, Map<String, @Nullable Object> envelope) {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** What every event says about its row. */
    record Subject(
            String tenant,
            String entity,
            String id,
            long version,
            boolean deleted,
            Instant occurredAt,
            Instant emittedAt) {}

    /**
     * One version has one event: writing it again gives the same bytes, because every choice of spelling follows from the
     * random numbers, which follow from seed, id and version.
     */
    static ChangeEvent of(
            Subject subject, Random random, BiFunction<Spelling, Random, Map<String, @Nullable Object>> data) {
        var spelling = new Spelling(random);
        String eventId = "%016X%s%d".formatted(random.nextLong(), subject.id(), subject.version());
        Map<String, @Nullable Object> envelope = new LinkedHashMap<>();
        envelope.put("event_id", eventId);
        envelope.put("event_type", subject.entity() + (subject.deleted() ? ".deleted" : ".updated"));
        envelope.put("op", subject.deleted() ? "DELETE" : "UPSERT");
        envelope.put("tenant_id", subject.tenant());
        envelope.put("entity", subject.entity());
        envelope.put("entity_id", subject.id());
        envelope.put("version", subject.version());
        envelope.put("occurred_at", spelling.time(subject.occurredAt()));
        envelope.put("emitted_at", spelling.time(subject.emittedAt()));
        envelope.put("schema_version", 1);
        envelope.put("data", subject.deleted() ? null : data.apply(spelling, random));
        return new ChangeEvent(eventId, subject.tenant() + ":" + subject.id(), shuffledNowAndThen(envelope, random));
    }

    byte[] bytes() {
        return JSON.writeValueAsBytes(envelope);
    }

    byte[] keyBytes() {
        return key.getBytes(StandardCharsets.UTF_8);
    }

    /** Members of a JSON object have no order: a reader may not rely on it. */
    static Map<String, @Nullable Object> shuffledNowAndThen(Map<String, @Nullable Object> members, Random random) {
        if (random.nextInt(5) > 0) {
            return members;
        }
        List<String> names = new ArrayList<>(members.keySet());
        Collections.shuffle(names, random);
        Map<String, @Nullable Object> shuffled = new LinkedHashMap<>();
        names.forEach(name -> shuffled.put(name, members.get(name)));
        return shuffled;
    }
}
