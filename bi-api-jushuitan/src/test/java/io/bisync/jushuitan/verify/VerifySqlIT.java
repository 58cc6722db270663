package io.bisync.jushuitan.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.bisync.account.Account;
import io.bisync.account.AppKind;
import io.bisync.jushuitan.catalogue.Entities;
import io.bisync.jushuitan.declaration.Increment;
import io.bisync.jushuitan.declaration.PulledEntity;
import io.bisync.local.process.Checkout;
import io.bisync.run.Finding;
import io.bisync.run.Finding.Sort;
import io.bisync.run.work.SliceWork;
import io.bisync.starrocks.http.StandInTables;
import io.bisync.table.ColumnType;
import io.bisync.table.Lineage;
import io.bisync.table.Table;
import io.bisync.time.ShanghaiTime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The statements of a verification over the tables of deploy/starrocks, as the stand-in answers them over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VerifySqlIT {

    /** 2026-08-23 in the merchant's zone. */
    private static final Instant DAY = Instant.parse("2026-08-22T16:00:00Z");

    private static final Instant NEXT = DAY.plus(Duration.ofDays(1));
    private static final Account SEVEN =
            new Account("7", "jushuitan", "of the borders", AppKind.OWN, "key", true, null);

    private final Verifying erp = new Verifying();
    private StandInTables tables;
    private SliceWork count;
    private SliceWork deep;

    @BeforeAll
    void createTables(@TempDir Path data) throws Exception {
        tables = new StandInTables(data);
        // A table stands before what lies below it, as its name is the beginning of theirs.
        var names = Entities.ALL.stream()
                .flatMap(it -> it.entity().tables().stream())
                .map(Table::name)
                .sorted()
                .toList();
        for (var name : names) {
            tables.apply(Files.readString(Checkout.root().resolve("deploy/starrocks/%s.sql".formatted(name))));
        }
        count = erp.count(tables::query);
        deep = erp.deep(tables::query);
    }

    @BeforeEach
    void loadTheDay() throws Exception {
        for (var table : Entities.of("order").entity().tables()) {
            tables.plant("DELETE FROM " + table.name());
        }
        erp.load(erp.from, erp.to, tables::load);
    }

    @AfterAll
    void stop() {
        tables.close();
        erp.close();
    }

    @Test
    void ofEveryEntityADayIsFromMidnightToMidnightOfTheMerchantAndHoldsTheAccountsLivingRowsAlone() {
        var timed = Entities.ALL.stream()
                .filter(it -> !(it.increment() instanceof Increment.Snapshot))
                .filter(it -> LoadedWindow.time(it).isPresent())
                .toList();
        assertThat(timed).hasSizeGreaterThan(15);
        assertThat(timed).allSatisfy(pulled -> {
            tables.plant("DELETE FROM " + pulled.entity().table().name());
            plant(pulled, 1, "7", "'2026-08-22 23:59:59'", false);
            plant(pulled, 2, "7", "'2026-08-23 00:00:00'", false);
            plant(pulled, 3, "7", "'2026-08-23 23:59:59'", false);
            plant(pulled, 4, "7", "'2026-08-24 00:00:00'", false);
            plant(pulled, 5, "7", "'2026-08-23 12:00:00'", true);
            plant(pulled, 6, "7", "NULL", false);
            plant(pulled, 7, "8", "'2026-08-23 12:00:00'", false);

            var window = new LoadedWindow(
                    tables::query, pulled, SEVEN, LoadedWindow.time(pulled).orElseThrow());
            assertThat(window.rows(DAY, NEXT)).isEqualTo(2);
            assertThat(window.all(DAY, NEXT))
                    .containsExactlyInAnyOrder(
                            new LoadedWindow.Row(id(pulled, 2), DAY),
                            new LoadedWindow.Row(id(pulled, 3), NEXT.minusSeconds(1)));
            assertThat(window.rows(NEXT, NEXT.plusSeconds(1))).isEqualTo(1);
            assertThat(window.rows(DAY.minusSeconds(1), DAY)).isEqualTo(1);
        });
    }

    @Test
    void whatWasLoadedIsTheSameHoweverItIsAsked() throws Exception {
        var counted = erp.verify(count, erp.from, erp.to);
        assertThat(counted.found).extracting(Finding::sort).containsExactly(Sort.SAME);
        assertThat(counted.rows)
                .isEqualTo(number("SELECT COUNT(*) FROM ods_jushuitan_order WHERE modified < '%s'"
                        .formatted(ShanghaiTime.seconds(erp.to))))
                .isGreaterThan(50);
        assertThat(counted.calls).isEqualTo(1);
        assertThat(number("SELECT COUNT(*) FROM ods_jushuitan_order_item")).isGreaterThan(50);
        assertThat(number("SELECT COUNT(*) FROM ods_jushuitan_order_pay")).isGreaterThan(10);
        assertThat(erp.verify(deep, erp.from, erp.to).found)
                .extracting(Finding::sort)
                .containsExactly(Sort.SAME);
    }

    @Test
    void aRowThatIsMarkedAsDeletedIsMissingFromTheCountAndDifferentInDepth() throws Exception {
        tables.plant("UPDATE ods_jushuitan_order SET is_deleted = TRUE WHERE o_id = " + order());
        assertThat(erp.verify(count, erp.from, erp.to).found)
                .extracting(Finding::sort, Finding::rows)
                .containsExactly(tuple(Sort.MISSING, 1L));
        assertThat(difference(Sort.DIFFERENT))
                .startsWith("1/%d version ".formatted(order()))
                .endsWith("(is_deleted)");
    }

    @Test
    void anOlderVersionAndAnotherContentOfTheSameAreDifferentInDepthAlone() throws Exception {
        tables.plant("UPDATE ods_jushuitan_order SET record_version = 3, status = 'never' WHERE o_id = " + order());
        assertThat(erp.verify(count, erp.from, erp.to).found)
                .extracting(Finding::sort)
                .containsExactly(Sort.SAME);
        assertThat(difference(Sort.DIFFERENT))
                .contains("version 3, not ")
                .contains("status")
                .doesNotContain("never");
    }

    @Test
    void ofTheListsLinesThatAreDoubledMissingOrOtherAreFoundInDepthAlone() throws Exception {
        var line = "ods_jushuitan_order_item WHERE o_id = %d".formatted(order());
        tables.plant("""
            INSERT INTO ods_jushuitan_order_item (account_id, o_id, oi_id, record_version, is_deleted)
            SELECT account_id, o_id, 424242, record_version, FALSE FROM %s LIMIT 1\
            """.formatted(line));
        assertThat(erp.verify(count, erp.from, erp.to).found)
                .extracting(Finding::sort)
                .containsExactly(Sort.SAME);
        assertThat(difference(Sort.LEFT_OVER)).endsWith("(jushuitan_order_item has 1 more)");

        tables.plant("DELETE FROM " + line);
        assertThat(difference(Sort.DIFFERENT)).endsWith("(jushuitan_order_item lacks a row)");

        erp.load(erp.from, erp.to, tables::load);
        tables.plant("UPDATE " + line.replace(" WHERE", " SET qty = 4711 WHERE"));
        assertThat(difference(Sort.DIFFERENT)).endsWith("(jushuitan_order_item.qty)");
    }

    /** What a deep comparison says of the one order that differs. */
    private @Nullable String difference(Sort sort) throws Exception {
        var found = erp.verify(deep, erp.from, erp.to).found;
        assertThat(found).extracting(Finding::sort).containsExactly(Sort.SAME, sort);
        assertThat(found.getLast().rows()).isEqualTo(1);
        return found.getLast().detail();
    }

    /** The first that has lines. */
    private long order() {
        return number("SELECT MIN(o_id) FROM ods_jushuitan_order_item");
    }

    private long number(String sql) {
        return Long.parseLong(String.valueOf(tables.query(sql).getFirst().getFirst()));
    }

    private void plant(PulledEntity pulled, int id, String account, String time, boolean deleted) {
        var table = pulled.entity().table();
        var key = key(table);
        tables.plant("INSERT INTO %s (account_id, %s, %s, record_version, is_deleted) VALUES ('%s', %s, %s, 5, %s)"
                .formatted(
                        table.name(),
                        String.join(", ", key),
                        LoadedWindow.time(pulled).orElseThrow().name(),
                        account,
                        key.stream().map(it -> literal(table, it, id)).collect(Collectors.joining(", ")),
                        time,
                        deleted));
    }

    private static String id(PulledEntity pulled, int id) {
        return key(pulled.entity().table()).stream()
                .map(_ -> String.valueOf(id))
                .collect(Collectors.joining(":"));
    }

    private static List<String> key(Table table) {
        return table.key().stream()
                .filter(it -> !it.equals(Lineage.ACCOUNT.name()))
                .toList();
    }

    private static String literal(Table table, String column, int value) {
        var isText = table.columns().stream()
                .anyMatch(it -> it.name().equals(column) && it.type().kind() == ColumnType.Kind.VARCHAR);
        return isText ? "'%d'".formatted(value) : String.valueOf(value);
    }
}
