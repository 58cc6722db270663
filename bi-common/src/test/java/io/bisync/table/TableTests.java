package io.bisync.table;

import static io.bisync.row.Orders.PLAIN;
import static io.bisync.table.ColumnType.BIGINT;
import static io.bisync.table.ColumnType.varchar;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTests {

    private final Table item = PLAIN.tables().get(2);

    @Test
    void aTableStartsWithItsKeyAndEndsWithLineage() {
        assertThat(item.ddl()).isEqualTo("""
                CREATE TABLE IF NOT EXISTS ods_erp_order_item (
                    account_id VARCHAR(32) NOT NULL,
                    o_id BIGINT NOT NULL,
                    oi_id BIGINT NOT NULL,
                    sku_id VARCHAR(20) NULL,
                    price DECIMAL(10, 2) NULL,
                    record_version BIGINT NOT NULL,
                    is_deleted BOOLEAN NOT NULL,
                    source_topic VARCHAR(128) NULL,
                    source_partition INT NULL,
                    source_offset BIGINT NULL,
                    extra JSON NULL,
                    loaded_at DATETIME NULL DEFAULT CURRENT_TIMESTAMP
                )
                PRIMARY KEY (account_id, o_id, oi_id)
                DISTRIBUTED BY HASH (account_id, o_id) BUCKETS 12
                PROPERTIES ("colocate_with" = "erp_order");
                """);
    }

    @Test
    void aRootsViewHidesDeletedRows() {
        assertThat(PLAIN.table().viewDdl())
                .startsWith("CREATE OR REPLACE VIEW erp_order AS\nSELECT\n    r.account_id,\n    r.o_id,\n")
                .endsWith("FROM ods_erp_order r\nWHERE r.is_deleted = FALSE;\n")
                .doesNotContain("    r.is_deleted");
    }

    @Test
    void aChildsViewHidesRowsOlderThanItsRoot() {
        assertThat(item.viewDdl()).isEqualTo("""
                CREATE OR REPLACE VIEW erp_order_item AS
                SELECT
                    c.account_id,
                    c.o_id,
                    c.oi_id,
                    c.sku_id,
                    c.price,
                    c.record_version,
                    r.record_version AS parent_version,
                    c.source_topic,
                    c.source_partition,
                    c.source_offset,
                    c.extra,
                    c.loaded_at
                FROM ods_erp_order_item c
                JOIN ods_erp_order r ON r.account_id = c.account_id AND r.o_id = c.o_id
                WHERE r.is_deleted = FALSE AND c.record_version >= r.record_version;
                """);
    }

    @Test
    void aGrandchildJoinsTheRoot() {
        assertThat(PLAIN.tables().get(1).viewDdl())
                .contains("JOIN ods_erp_order r ON r.account_id = c.account_id AND r.o_id = c.o_id\n");
        assertThat(PLAIN.tables().get(1).key()).containsExactly("account_id", "o_id", "oi_id", "place");
    }

    @Test
    void aLoadBringsEveryColumnButTheLoadTime() {
        assertThat(item.columnNames())
                .containsExactly(
                        "account_id",
                        "o_id",
                        "oi_id",
                        "sku_id",
                        "price",
                        "record_version",
                        "is_deleted",
                        "source_topic",
                        "source_partition",
                        "source_offset",
                        "extra");
    }

    @Test
    void aLiveTableAsDeclaredHasNoDifferences() {
        assertThat(differences(live())).isEmpty();
        assertThat(item.differences(new LiveTable("PRIMARY_KEYS", live()))).isEmpty();
        assertThat(item.differences(new LiveTable(null, live()))).isEmpty();
    }

    @Test
    void differencesSayWhatShouldBe() {
        var live = live();
        live.removeIf(it -> it.name().equals("price"));
        live.replaceAll(it -> it.name().equals("sku_id") ? column("sku_id", "varchar(10)", true, false) : it);
        assertThat(differences(live))
                .containsExactly(
                        "Column ods_erp_order_item.sku_id is varchar(10); it should be VARCHAR(20)",
                        "Column ods_erp_order_item.price is missing; it should be DECIMAL(10, 2)");
        assertThat(item.differences(LiveTable.MISSING))
                .containsExactly(
                        "Table ods_erp_order_item does not exist; apply deploy/starrocks/ods_erp_order_item.sql");
    }

    @Test
    void nullabilityIsCompared() {
        var live = live();
        live.replaceAll(it -> it.name().equals("price") || it.name().equals("record_version")
                ? new LiveColumn(it.name(), it.type(), !it.nullable(), it.key(), false)
                : it);
        assertThat(differences(live))
                .containsExactly(
                        "Column ods_erp_order_item.price is NOT NULL; it should be NULL",
                        "Column ods_erp_order_item.record_version is NULL; it should be NOT NULL");
    }

    @Test
    void aColumnThatNobodyDeclaredMayNotForbidRows() {
        var live = live();
        live.add(column("owner", "varchar(10)", false, false));
        live.add(new LiveColumn("checked", "varchar(10)", false, false, true));
        assertThat(differences(live))
                .containsExactly(
                        "Column ods_erp_order_item.owner is not declared and NOT NULL without a default; no row could be loaded");
    }

    @Test
    void keyAndModelAreCompared() {
        var live = live();
        live.replaceAll(it -> it.name().equals("sku_id") ? column(it.name(), it.type(), true, true) : it);
        assertThat(item.differences(new LiveTable("DUP_KEYS", live)))
                .containsExactly(
                        "Table ods_erp_order_item has the model DUP_KEYS; it should be a primary key table",
                        "Table ods_erp_order_item has the key (%s, sku_id); it should be (%s)"
                                .formatted(String.join(", ", item.key()), String.join(", ", item.key())));
    }

    private List<String> differences(List<LiveColumn> live) {
        return item.differences(new LiveTable("PRI_KEYS", live));
    }

    private static LiveColumn column(String name, String type, boolean nullable, boolean key) {
        return new LiveColumn(name, type, nullable, key, false);
    }

    private List<LiveColumn> live() {
        var live = new ArrayList<LiveColumn>();
        item.columns()
                .forEach(it -> live.add(column(
                        it.name(),
                        switch (it.type().kind()) {
                            case BIGINT -> "bigint(20)";
                            case INT -> "int(11)";
                            case BOOLEAN -> "tinyint(1)";
                            case DECIMAL -> "decimal64(10, 2)";
                            case DATETIME, JSON, VARCHAR -> it.type().sql().toLowerCase(java.util.Locale.ROOT);
                        },
                        !it.required(),
                        item.key().contains(it.name()))));
        live.add(column("added_by_hand", "varchar(1)", true, false));
        return live;
    }

    @Test
    void declarationsThatCannotWorkAreRefused() {
        assertRefused("version", tableDeclaration -> tableDeclaration.key("id", BIGINT));
        assertRefused("key", tableDeclaration -> tableDeclaration.version("ts"));
        assertRefused(
                "twice",
                tableDeclaration ->
                        tableDeclaration.key("id", BIGINT).version("ts").columns(BIGINT, "a", "a"));
        assertRefused(
                "twice",
                tableDeclaration -> tableDeclaration
                        .key("id", BIGINT)
                        .version("ts")
                        .columns(BIGINT, "a")
                        .personal("a"));
        assertRefused(
                "twice",
                tableDeclaration ->
                        tableDeclaration.key("id", BIGINT).version("ts").columns(varchar(1), "extra"));
        assertRefused(
                "reserved",
                tableDeclaration ->
                        tableDeclaration.key("id", BIGINT).version("ts").columns(varchar(1), "order"));
        assertRefused(
                "unquoted",
                tableDeclaration ->
                        tableDeclaration.key("id", BIGINT).version("ts").columns(varchar(1), "skuId"));
        assertRefused(
                "needs a key",
                tableDeclaration -> tableDeclaration
                        .key("id", BIGINT)
                        .version("ts")
                        .children("items", "item", item -> item.ignored("x")));
        assertThatThrownBy(() -> varchar(65_534)).isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertRefused(String why, java.util.function.Consumer<TableDeclaration> declaration) {
        assertThatThrownBy(() -> Entity.of("erp", "thing", Envelope.none(), declaration))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }
}
