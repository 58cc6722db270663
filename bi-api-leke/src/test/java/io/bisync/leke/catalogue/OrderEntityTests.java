package io.bisync.leke.catalogue;

import static io.bisync.leke.catalogue.OrderEntity.ORDER;
import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.record.RecordSchema;
import io.bisync.row.Normalised;
import io.bisync.row.Normaliser;
import io.bisync.row.RangeBuffer;
import io.bisync.row.SourceRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OrderEntityTests {

    private static final String LINEAGE =
            "\"is_deleted\":false,\"source_topic\":\"leke.erp.order.change.v1\",\"source_partition\":2,\"source_offset\":5,";

    private final RangeBuffer rangeBuffer = new RangeBuffer(ORDER);

    /** Labels are made of it: an open intent of an older release is found again by the same. */
    @Test
    void theFingerprintIsThatOfTheReleasesBefore() {
        assertThat(OrderEntity.ORDER.fingerprint()).isEqualTo("5_dzuDR2zVM");
    }

    @Test
    void theContractsSampleBecomesARowPerTable() {
        assertThat(normalise(sample())).isEqualTo(new Normalised.Rows(2, 0, List.of(), 0, List.of()));
        assertThat(lines())
                .containsExactly(
                        "{\"account_id\":\"t1\",\"record_version\":42," + LINEAGE
                                + "\"order_id\":\"LK2025010100001\",\"line_id\":\"1\",\"sku_id\":\"A001-RED-M\","
                                + "\"qty\":\"2\",\"price\":\"50.00\",\"amount\":\"100.00\",\"is_gift\":false}",
                        "{\"account_id\":\"t1\",\"record_version\":42," + LINEAGE
                                + "\"occurred_at\":\"2025-01-01 12:00:00.123\",\"emitted_at\":\"2025-01-01 12:00:00.456\","
                                + "\"order_id\":\"LK2025010100001\",\"shop_id\":\"S01\",\"status\":\"PAID\","
                                + "\"order_time\":\"2025-01-01 11:58:00\",\"pay_time\":\"2025-01-01 11:59:30\","
                                + "\"currency\":\"CNY\",\"pay_amount\":\"104.00\",\"freight\":\"4.00\",\"discount\":\"0.00\"}");
    }

    @Test
    void aDeleteWithoutDataMarksTheOrder() {
        var delete = sample().replace("UPSERT", "DELETE").replaceFirst("(?s)\"data\":.*", "\"data\":null}");
        assertThat(normalise(delete)).isEqualTo(new Normalised.Rows(1, 0, List.of(), 0, List.of()));
        assertThat(lines())
                .containsExactly("{\"account_id\":\"t1\",\"record_version\":42," + LINEAGE.replace("false", "true")
                        + "\"order_id\":\"LK2025010100001\"}");
    }

    @Test
    void anEventOfAnotherEntityIsRejected() {
        assertThat(normalise(sample().replace("\"entity\":\"order\"", "\"entity\":\"refund\"")))
                .isInstanceOfSatisfying(
                        Normalised.Rejected.class, it -> assertThat(it.code()).isEqualTo("BI-TABLE-05"));
    }

    private Normalised normalise(String json) {
        return new Normaliser(new RecordSchema(ORDER))
                .normalise(
                        new SourceRecord(
                                "leke.erp.order.change.v1",
                                2,
                                5,
                                null,
                                json.getBytes(StandardCharsets.UTF_8),
                                null,
                                null),
                        rangeBuffer);
    }

    private Stream<String> lines() {
        var out = new ByteArrayOutputStream();
        rangeBuffer.tables().forEach(it -> {
            try {
                it.writeTo(out);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return out.toString(StandardCharsets.UTF_8).lines();
    }

    private static String sample() {
        try (var in = OrderEntityTests.class.getResourceAsStream("/order/updated.json")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
