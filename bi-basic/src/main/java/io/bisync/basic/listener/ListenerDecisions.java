package io.bisync.basic.listener;

import io.bisync.account.ListenerStatus.Kind;
import io.bisync.basic.audit.Audit;
import io.bisync.basic.caller.Caller;
import io.bisync.basic.database.Times;
import io.bisync.basic.database.TransactionLock;
import io.bisync.basic.http.BodyMapper;
import io.bisync.basic.http.Code;
import io.bisync.basic.http.RefusedException;
import io.bisync.basic.http.Versions;
import io.bisync.basic.listener.ListenerReports.Line;
import io.bisync.basic.outbox.Outbox;
import io.bisync.listener.decision.ListenerDecision;
import io.bisync.listener.decision.ListenerDecision.Settings;
import io.bisync.listener.decision.ListenerDecision.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What operators decided of listeners: kept, audited, and told to the services through the outbox. */
class ListenerDecisions {

    private static final Duration HEARD_OF = Duration.ofMinutes(1);

    /** Of what something is decided: a listener, or one of its topics. */
    record Subject(
            String service, String listener, @Nullable String topic) {

        String key() {
            return ListenerDecision.key(service, listener, topic);
        }

        private String column() {
            return topic == null ? "" : topic;
        }
    }

    private record Row(Subject subject, Decided decided) {}

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final ListenerReports reports;
    private final Outbox outbox;
    private final Audit audit;
    private final InstantSource clock;

    ListenerDecisions(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            ListenerReports reports,
            Outbox outbox,
            Audit audit,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.reports = reports;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    /** All listeners that anybody ever reported. */
    List<KnownListener> list() {
        return known(reports.lines(null, null), decided(null, null));
    }

    /** One of them. */
    KnownListener known(String service, String listener) {
        return known(reports.lines(service, listener), decided(service, listener)).stream()
                .findFirst()
                .orElseThrow(() -> new RefusedException(
                        Code.NO_LISTENER, "No process of %s reported a listener '%s'".formatted(service, listener)));
    }

    /**
     * Decides something, in one transaction with its audit and its event.
     *
     * @param version of the decision that whoever asks has read, 0 where there was none; null where nothing was read
     */
    Decided decide(Subject subject, Wanted wanted, @Nullable Long version) {
        return Objects.requireNonNull(transaction.execute(_ -> {
            var listener = known(subject.service(), subject.listener());
            check(listener, subject, wanted);
            TransactionLock.take(jdbc, "listener " + subject.key());
            var before = decided(subject.service(), subject.listener()).stream()
                    .filter(it -> it.subject().equals(subject))
                    .map(Row::decided)
                    .findFirst()
                    .orElse(null);
            requireVersion(before, wanted, version);
            var after = after(before, wanted);
            store(subject, after);
            audit.note("listener.decide", "listener " + subject.key(), before, after);
            outbox.add(ListenerDecision.TOPIC, subject.key(), ListenerDecision.TYPE, after.told());
            return after;
        }));
    }

    private static void check(KnownListener listener, Subject subject, Wanted wanted) {
        if (wanted.state() == null && wanted.settings() == null) {
            throw new RefusedException(Code.INVALID, "Nothing is decided: send a state, settings, or both");
        }
        if (wanted.state() == State.PAUSED && listener.kind() == Kind.SHARED) {
            throw new RefusedException(Code.NOT_POSSIBLE, "A share group cannot be paused, only stopped");
        }
        if (subject.topic() != null) {
            checkTopic(listener, subject.topic(), wanted);
        }
        var settings = wanted.settings();
        if (settings != null && settings.concurrency() != null && listener.kind() == Kind.LOADING) {
            throw new RefusedException(
                    Code.NOT_POSSIBLE,
                    "How many consumers load is decided at the start, as their rounds have to fit the heap: set spring.kafka.listener.concurrency of "
                            + listener.service());
        }
        if (settings != null && settings.workers() != null && listener.kind() != Kind.LANES) {
            throw new RefusedException(
                    Code.NOT_POSSIBLE, "Only listeners in lanes have workers, and this one is " + listener.kind());
        }
        if (settings != null && settings.attempts() != null && listener.kind() == Kind.LOADING) {
            throw new RefusedException(
                    Code.NOT_POSSIBLE, "A listener that loads gives no record up: it has no number of attempts");
        }
    }

    private static void checkTopic(KnownListener listener, String topic, Wanted wanted) {
        if (!listener.topics().contains(topic)) {
            throw new RefusedException(
                    Code.NO_LISTENER,
                    "Listener '%s' of %s does not listen to '%s', but to %s"
                            .formatted(listener.listener(), listener.service(), topic, listener.topics()));
        }
        if (wanted.state() == State.STOPPED || wanted.settings() != null) {
            throw new RefusedException(
                    Code.INVALID, "A topic is paused or runs; only the listener as a whole is stopped or set");
        }
    }

    private static void requireVersion(@Nullable Decided before, Wanted wanted, @Nullable Long version) {
        var now = before == null ? 0 : before.version();
        if (version == null && !wanted.asksForLess()) {
            throw Versions.notConditional("listener");
        }
        if (version != null && version != now) {
            throw new RefusedException(
                    Code.CHANGED_MEANWHILE,
                    "The decision has version %d by now, not %d: read it and decide again".formatted(now, version));
        }
    }

    private Decided after(@Nullable Decided before, Wanted wanted) {
        var state = before == null ? State.RUNNING : before.state();
        var settings = before == null ? null : before.settings();
        return new Decided(
                before == null ? 1 : before.version() + 1,
                wanted.state() == null ? state : wanted.state(),
                wanted.settings() == null ? settings : wanted.settings(),
                wanted.reason(),
                Caller.current().toString(),
                clock.instant());
    }

    private void store(Subject subject, Decided decided) {
        jdbc.sql("""
                        INSERT INTO basic.listener_decision (service, listener, topic, version, state, settings, reason,
                            decided_by, decided_at)
                        VALUES (:service, :listener, :topic, :version, :state, CAST(:settings AS jsonb), :reason, :by, :at)
                        ON CONFLICT (service, listener, topic) DO UPDATE SET version = excluded.version,
                            state = excluded.state, settings = excluded.settings, reason = excluded.reason,
                            decided_by = excluded.decided_by, decided_at = excluded.decided_at""")
                .param("service", subject.service())
                .param("listener", subject.listener())
                .param("topic", subject.column())
                .param("version", decided.version())
                .param("state", decided.state().name())
                .param(
                        "settings",
                        decided.settings() == null ? null : BodyMapper.JSON.writeValueAsString(decided.settings()))
                .param("reason", decided.reason())
                .param("by", decided.by())
                .param("at", Times.column(decided.at()))
                .update();
    }

    private List<Row> decided(@Nullable String service, @Nullable String listener) {
        return jdbc.sql("""
                        SELECT * FROM basic.listener_decision
                        WHERE (CAST(:service AS varchar) IS NULL OR service = :service)
                            AND (CAST(:listener AS varchar) IS NULL OR listener = :listener)""")
                .param("service", service)
                .param("listener", listener)
                .query(ListenerDecisions::row)
                .list();
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        var topic = row.getString("topic");
        var settings = row.getString("settings");
        return new Row(
                new Subject(row.getString("service"), row.getString("listener"), topic.isEmpty() ? null : topic),
                new Decided(
                        row.getLong("version"),
                        State.valueOf(row.getString("state")),
                        settings == null ? null : BodyMapper.JSON.readValue(settings, Settings.class),
                        row.getString("reason"),
                        row.getString("decided_by"),
                        Objects.requireNonNull(Times.instant(row, "decided_at"))));
    }

    private List<KnownListener> known(List<Line> lines, List<Row> decided) {
        Map<Subject, Decided> decisions =
                new HashMap<>(decided.stream().collect(Collectors.toMap(Row::subject, Row::decided)));
        var heardOf = clock.instant().minus(HEARD_OF);
        Map<String, List<Line>> byListener = new TreeMap<>(lines.stream()
                .collect(Collectors.groupingBy(
                        it -> it.service() + "/" + it.status().id())));
        return byListener.values().stream()
                .map(of -> {
                    var newest = of.getFirst();
                    var subject = new Subject(newest.service(), newest.status().id(), null);
                    return new KnownListener(
                            subject.service(),
                            subject.listener(),
                            newest.status().kind(),
                            newest.status().topics(),
                            newest.status().group(),
                            decisions.get(subject),
                            topics(subject, decisions),
                            of.stream()
                                    .filter(it -> !it.at().isBefore(heardOf))
                                    .map(it -> new Pod(it.instance(), it.at(), it.status()))
                                    .toList());
                })
                .toList();
    }

    private static Map<String, Decided> topics(Subject listener, Map<Subject, Decided> decisions) {
        Map<String, Decided> topics = new TreeMap<>();
        decisions.forEach((subject, decided) -> {
            if (subject.topic() != null
                    && subject.service().equals(listener.service())
                    && subject.listener().equals(listener.listener())) {
                topics.put(subject.topic(), decided);
            }
        });
        return topics;
    }
}
