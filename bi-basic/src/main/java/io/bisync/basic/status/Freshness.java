package io.bisync.basic.status;

import io.bisync.basic.account.Source;
import io.bisync.basic.database.Times;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Up to when everything is loaded. A process that reports a topic drained at an instant has loaded everything that was on
 * it then; with several processes the earliest of their latest such instants counts, and only while together they hold all
 * partitions. Whatever a pull had published, and said so
 * before that instant, is therefore loaded. Of the pull's words only two are kept, the newest one and the first one that
 * loading has not passed yet: that is enough to advance with every report, in constant space.
 */
final class Freshness {

    /** A process that says nothing for this long has given its partitions to others. */
    static final Duration SILENCE = Duration.ofSeconds(30);

    private final JdbcClient jdbc;
    private final InstantSource clock;

    Freshness(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    Instant speaksSince() {
        return clock.instant().minus(SILENCE);
    }

    void advance(Source source) {
        jdbc.sql("""
                        INSERT INTO basic.load_progress (source, entity, drained_at)
                        SELECT source, entity, min(drained_at) FROM basic.lag
                        WHERE source = :source AND received_at > :since
                        GROUP BY source, entity
                        HAVING count(*) = count(drained_at) AND sum(held) >= max(partitions)
                        ON CONFLICT (source, entity) DO UPDATE SET drained_at = excluded.drained_at""")
                .param("source", source.text())
                .param("since", Times.column(speaksSince()))
                .update();
        jdbc.sql("""
                        UPDATE basic.read_progress r SET
                            fresh_as_of = CASE WHEN r.read_at <= l.drained_at THEN r.read_until ELSE r.first_until END,
                            first_until = CASE WHEN r.read_at <= l.drained_at THEN NULL ELSE r.read_until END,
                            first_at = CASE WHEN r.read_at <= l.drained_at THEN NULL ELSE r.read_at END
                        FROM basic.load_progress l
                        WHERE r.source = :source AND l.source = r.source AND l.entity = r.entity AND r.first_at <= l.drained_at""").param("source", source.text()).update();
    }
}
