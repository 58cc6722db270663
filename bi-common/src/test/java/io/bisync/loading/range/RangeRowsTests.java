package io.bisync.loading.range;

import static io.bisync.table.ColumnType.BIGINT;
import static io.bisync.table.ColumnType.varchar;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.event.EventHeaders;
import io.bisync.record.RecordSchema;
import io.bisync.row.ChunkPool;
import io.bisync.table.Entity;
import io.bisync.table.Envelope;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RangeRowsTests {

    private static final TopicPartition P0 = new TopicPartition("erp.erp.stock", 0);

    private static final Entity STOCK = Entity.of(
            "erp",
            "stock",
            Envelope.none(),
            it -> it.keyFromHeader("wms_co_id", BIGINT)
                    .key("sku_id", varchar(20))
                    .version("ts"));

    @Test
    void theHeaderOfARecordBringsItsPartOfTheKey() {
        var rows = RangeRows.of(
                HeldAccounts.nobody(P0), new RecordSchema(STOCK), RangeValues.fresh(null), new ChunkPool(0));
        rows.take(List.of(record(0, "10001"), record(1, "10002"), record(2, null)), Long.MAX_VALUE);

        assertThat(rows.counts().tables())
                .singleElement()
                .satisfies(it -> assertThat(it.rows()).isEqualTo(2));
        assertThat(rows.rejected())
                .singleElement()
                .satisfies(it -> assertThat(it.code()).isEqualTo("BI-TABLE-07"));
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset, @Nullable String scope) {
        var headers = new RecordHeaders().add(EventHeaders.ACCOUNT, "7".getBytes(UTF_8));
        if (scope != null) {
            headers.add(EventHeaders.ENTITY_SCOPE, scope.getBytes(UTF_8));
        }
        var value = "{\"sku_id\":\"A\",\"ts\":5}".getBytes(UTF_8);
        return new ConsumerRecord<>(
                P0.topic(),
                P0.partition(),
                offset,
                0,
                TimestampType.CREATE_TIME,
                0,
                value.length,
                null,
                value,
                headers,
                Optional.empty());
    }
}
