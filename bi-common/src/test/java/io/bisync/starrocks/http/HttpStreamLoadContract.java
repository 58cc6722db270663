package io.bisync.starrocks.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.starrocks.LoadFormat;
import io.bisync.starrocks.LoadLabel;
import io.bisync.starrocks.LoadOutcome;
import io.bisync.starrocks.LoadRequest;
import io.bisync.starrocks.StreamLoad;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

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
    static StarRocksProperties settings;

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

    @Test
    void csvTakesValuesByTheirPlaceAndItsNullIsNoText() {
        assertThat(csv(new LoadFormat.Csv(), "in", "1\t31\t一,\"x\"\n1\t32\t\\N\n", 2))
                .isInstanceOfSatisfying(
                        LoadOutcome.Committed.class,
                        committed -> assertThat(committed.rows()).isEqualTo(2));
        assertThat(name(31)).isEqualTo("一,\"x\"");
        assertThat(new StarRocksSql(settings, exchange).query("SELECT id FROM contract WHERE id = 32"))
                .hasSize(1);
        assertThat(name(32)).isNull();
    }

    @Test
    void anEnclosedValueMayHoldSeparatorsAndItsOwnMarkDoubled() {
        var format = new LoadFormat.Csv("\u0001", "\u0002", '"');

        assertThat(csv(
                        format,
                        "enclosed",
                        "1\u000133\u0001\"a\u0001b\u0002\"\"c\"\u00021\u000134\u0001\"\\N\"\u0002",
                        2))
                .isInstanceOf(LoadOutcome.Committed.class);
        assertThat(name(33)).isEqualTo("a\u0001b\u0002\"c");
        assertThat(name(34)).isEqualTo("\\N");
    }

    @Test
    void aRowWithAnotherNumberOfValuesIsRefusedWithAllOfItsLoad() {
        assertThat(csv(new LoadFormat.Csv(), "short", "1\t35\tgood\n1\t36\n", 2))
                .isInstanceOfSatisfying(
                        LoadOutcome.Refused.class,
                        refused ->
                                assertThat(refused.errorRows()).isEqualTo("1 × another number of values than columns"));
        assertThat(name(35)).isNull();
    }

    private LoadOutcome csv(LoadFormat format, String label, String rows, long count) {
        return streamLoad()
                .load(new LoadRequest(
                        label("csv-" + label),
                        TABLE,
                        List.of("record_version", "id", "name"),
                        "record_version",
                        format,
                        new TextRows(rows, count)));
    }

    @Override
    LoadLabel label(String suffix) {
        return new LoadLabel("contract-" + suffix);
    }
}
