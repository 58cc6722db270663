package io.bisync.loading.lineage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.bisync.loading.range.TinyOrders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowsTests {

    private static final RecordPlace PLACE = new RecordPlace("erp.tiny.order", 3, 120);

    private final List<String> asked = new ArrayList<>();
    private final Rows rows = new Rows(this::answer);

    @Test
    void aRowIsFoundByItsKeyInAllTablesOfItsEntity() {
        assertThat(rows.of(TinyOrders.ENTITY, "o'7", "12"))
                .extracting(FollowedRow::table)
                .containsExactly("ods_tiny_order_item", "ods_tiny_order");
        assertThat(asked)
                .allSatisfy(sql -> assertThat(sql).contains(" WHERE account_id = 'o''7' AND id = 12 LIMIT 100"));
    }

    @Test
    void rowsAreFoundByTheRecordThatTheyCameFrom() {
        rows.from(TinyOrders.ENTITY, PLACE, null);
        rows.from(TinyOrders.ENTITY, PLACE, "7");

        assertThat(asked.getFirst())
                .endsWith(" WHERE source_topic = 'erp.tiny.order' AND source_partition = 3 AND source_offset = 120"
                        + " LIMIT 100");
        assertThat(asked.getLast()).contains(" WHERE account_id = '7' AND source_topic = ");
    }

    @Test
    void aRowTellsItsKeyItsVersionItsRecordAndHowItsLoadIsCalled() {
        assertThat(rows.of(TinyOrders.ENTITY, "7", "12").getLast())
                .isEqualTo(new FollowedRow(
                        "ods_tiny_order",
                        Map.of("account_id", "7", "id", "12"),
                        9,
                        true,
                        "erp.tiny.order-3@120",
                        "2026-11-30 10:00:00",
                        "ods_tiny_order-%-p3-%"));
    }

    @Test
    void anIdThatTheEntityCannotHaveIsRefusedBeforeAnybodyIsAsked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rows.of(TinyOrders.ENTITY, "7", "12 OR 1=1"))
                .withMessage("id is a number, and 12 OR 1=1 is none");
        assertThat(asked).isEmpty();
    }

    @Test
    void aPlaceIsWrittenAsItIsRead() {
        assertThat(RecordPlace.parse(PLACE.toString())).isEqualTo(PLACE).hasToString("erp.tiny.order-3@120");
        assertThat(RecordPlace.parse("erp.tiny.order-3")).isNull();
    }

    private List<List<@Nullable Object>> answer(String sql) {
        asked.add(sql);
        return sql.contains("ods_tiny_order_item")
                ? List.of(List.of("7", 12, 1, 9, false, "erp.tiny.order", 3, 120, "2026-11-30 10:00:00"))
                : List.of(List.of("7", 12, "9", 1, "erp.tiny.order", 3, 120, "2026-11-30 10:00:00"));
    }
}
