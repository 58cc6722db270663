package io.bisync.starrocks;

import org.jspecify.annotations.Nullable;

/** The contract over HTTP; a subclass starts what answers, makes the table there and fills the fields in. */
abstract class HttpStreamLoadContract extends StreamLoadContract {

    static final String CREATE_TABLE = """
            CREATE TABLE IF NOT EXISTS contract (
                id BIGINT NOT NULL,
                name VARCHAR(20),
                record_version BIGINT NOT NULL
            )
            PRIMARY KEY (id)
            DISTRIBUTED BY HASH (id) BUCKETS 1;
            """;

    @SuppressWarnings("NullAway.Init")
    static StarRocksSettings settings;

    @SuppressWarnings("NullAway.Init")
    static Exchange exchange;

    @Override
    StreamLoad streamLoad() {
        return new HttpStreamLoad(settings, exchange);
    }

    @Override
    @Nullable String name(long id) {
        var rows = new StarRocksSql(settings, exchange).query("SELECT name FROM contract WHERE id = " + id);
        return rows.isEmpty() ? null : (String) rows.getFirst().getFirst();
    }

    @Override
    LoadLabel label(String suffix) {
        return new LoadLabel("contract-" + suffix);
    }
}
