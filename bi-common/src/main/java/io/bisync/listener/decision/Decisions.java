package io.bisync.listener.decision;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bisync.listener.decision.ListenerDecision.State;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is decided of the listeners of one service: of each key the last word counts, whatever was compacted away before it.
 * One thread tells, any may ask.
 */
public final class Decisions {

    /** A later bi-basic may decide more than this service knows of. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private record Key(String listener, @Nullable String topic) {}

    private final String service;
    private final Map<Key, ListenerDecision> all = new ConcurrentHashMap<>();
    private volatile boolean read;

    private Decisions(String service, boolean read) {
        this.service = service;
        this.read = read;
    }

    /** Where nobody decides. */
    public static Decisions none() {
        return new Decisions("", true);
    }

    /** Those of a service, which are still to be read. */
    static Decisions unread(String service) {
        return new Decisions(service, false);
    }

    /** Whether they were read to their end, so that a listener that does not run is not to run. */
    public boolean areRead() {
        return read;
    }

    void endReached() {
        read = true;
    }

    /**
     * Takes the next record of the topic.
     *
     * @param known whether the service has a listener of that name
     * @return what is wrong with it, so that nothing changed, or that nobody has to obey it; null where all is well, and
     *     for another service
     */
    @Nullable String take(byte @Nullable [] key, byte @Nullable [] value, Predicate<String> known) {
        if (key == null) {
            return "A record without a key is no decision";
        }
        var parts = new String(key, UTF_8).split("/", 3);
        if (parts.length < 2) {
            return "The key '%s' names no listener".formatted(parts[0]);
        }
        if (!parts[0].equals(service)) {
            return null;
        }
        var of = new Key(parts[1], parts.length == 3 ? parts[2] : null);
        if (value == null) {
            all.remove(of);
        } else {
            var decision = read(value);
            if (decision == null || (of.topic != null && decision.state() == State.STOPPED)) {
                return "The value under the key '%s' is no decision".formatted(new String(key, UTF_8));
            }
            all.put(of, decision);
        }
        return known.test(of.listener) ? null : "This service has no listener '%s'".formatted(of.listener);
    }

    /** What is decided of a listener, or null. */
    public @Nullable ListenerDecision of(String listener) {
        return all.get(new Key(listener, null));
    }

    /** What keeps a topic of a listener from giving records, or null. */
    public @Nullable ListenerDecision pausing(String listener, String topic) {
        var whole = of(listener);
        if (whole != null && whole.state() == State.PAUSED) {
            return whole;
        }
        var own = all.get(new Key(listener, topic));
        return own != null && own.state() == State.PAUSED ? own : null;
    }

    @SuppressWarnings("ConstantValue") // what is read from JSON may lack anything
    private static @Nullable ListenerDecision read(byte[] value) {
        try {
            var decision = JSON.readValue(value, ListenerDecision.class);
            return decision == null
                            || decision.state() == null
                            || Objects.isNull(decision.reason())
                            || Objects.isNull(decision.by())
                            || Objects.isNull(decision.at())
                    ? null
                    : decision;
        } catch (JacksonException none) {
            return null;
        }
    }
}
