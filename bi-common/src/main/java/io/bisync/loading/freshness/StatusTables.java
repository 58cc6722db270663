package io.bisync.loading.freshness;

import static io.bisync.table.ColumnType.BIGINT;
import static io.bisync.table.ColumnType.BOOLEAN;
import static io.bisync.table.ColumnType.DATETIME;
import static io.bisync.table.ColumnType.varchar;

import io.bisync.table.Entity;
import io.bisync.table.Envelope;
import io.bisync.table.Table;
import java.time.Duration;
import java.util.List;

/**
 * The two tables beside the data, and how often this process may load them.
 *
 * @param interval how often they are written
 * @param sources of how many sources
 */
public record StatusTables(Duration interval, int sources) {

    /** View {@code bi_account}: whose rows there are. */
    public static final Entity ACCOUNT = Entity.of(
            "bi",
            "account",
            Envelope.none(),
            account -> account.withoutRecords()
                    .columns(varchar(32), "source")
                    .columns(varchar(400), "name")
                    .columns(varchar(256), "company_id")
                    .columns(varchar(16), "kind")
                    .columns(BOOLEAN, "enabled")
                    .columns(DATETIME, "disabled_at", "created_at", "written_at"));

    /** View {@code bi_freshness}: how far each entity of each account is loaded. */
    public static final Entity FRESHNESS = Entity.of(
            "bi",
            "freshness",
            Envelope.none(),
            freshness -> freshness
                    .withoutRecords()
                    .key("entity", varchar(64))
                    .columns(varchar(32), "source")
                    .columns(varchar(1000), "view_names")
                    .columns(varchar(32), "state", "place")
                    .columns(varchar(64), "code")
                    .columns(DATETIME, "state_since", "read_until", "fresh_as_of")
                    .columns(BIGINT, "seconds_behind")
                    .columns(DATETIME, "last_loaded_at")
                    .columns(BIGINT, "dead_letters")
                    .columns(DATETIME, "written_at"));

    public static final List<Entity> ENTITIES = List.of(ACCOUNT, FRESHNESS);

    public List<Table> tables() {
        return ENTITIES.stream().map(Entity::table).toList();
    }

    /** At most: an interval in which no row changed has no load. */
    public double loadsPerSecond() {
        return sources * ENTITIES.size() * 1000.0 / interval.toMillis();
    }
}
