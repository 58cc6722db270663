package io.bisync.proof.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.proof.deploy.PlayedStarRocks.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code deploy/starrocks/free.sh}: which rows it deletes, and what it notes before and after. */
class FreeTests {

    private static final String ITEMS = """
            account_id\tvarchar(32)\tNO\ttrue\tNULL\t
            order_id\tvarchar(64)\tNO\ttrue\tNULL\t
            line_id\tbigint(20)\tNO\ttrue\tNULL\t
            record_version\tbigint(20)\tNO\tfalse\tNULL\t
            """;

    @TempDir
    private Path folder;

    private PlayedStarRocks starRocks;

    @BeforeEach
    void oneRowThatNoChangeReplaces() throws IOException {
        starRocks = new PlayedStarRocks(folder);
        starRocks.tell("described", ITEMS);
        starRocks.tell("rows", "1\n");
    }

    @Test
    void exactlyTheRowOfThatKeyAndVersionIsDeletedAfterItWasNoted() throws Exception {
        var run = free("Li Lei", "absurd version", "ods_leke_order_item", "9223372036854775807", "t99", "SO-1", "3");

        assertThat(run.code()).isZero();
        var rows = "record_version = 9223372036854775807 AND account_id = 't99' AND order_id = 'SO-1' AND line_id = 3";
        var quoted = rows.replace("'", "''");
        assertThat(freed())
                .containsExactly(
                        "INSERT INTO bi_freed_row VALUES (NOW(), 'Li Lei', 'begins', 'ods_leke_order_item', '%s', 1, 'absurd version')"
                                .formatted(quoted),
                        "DELETE FROM ods_leke_order_item WHERE " + rows,
                        "INSERT INTO bi_freed_row VALUES (NOW(), 'Li Lei', 'freed', 'ods_leke_order_item', '%s', 1, 'absurd version')"
                                .formatted(quoted));
        assertThat(run.printed()).contains("when it sends the record again");
    }

    @Test
    void theParentsKeyFreesItsChildrenOfThatVersion() throws Exception {
        starRocks.tell("rows", "4\n");

        assertThat(free("Li Lei", "why", "ods_leke_order_item", "99", "t99", "SO-1")
                        .printed())
                .contains(
                        "Freed 4 of ods_leke_order_item where record_version = 99 AND account_id = 't99' AND order_id = 'SO-1'");
    }

    @Test
    void theHistoryLoadThatBringsARowOfJushuitanBackIsNamed() throws Exception {
        starRocks.tell("described", ITEMS + "modified\tdatetime\tYES\tfalse\tNULL\t\n");

        assertThat(free("Li Lei", "why", "ods_jushuitan_order", "99", "7", "38852")
                        .printed())
                .contains("A history load of account 7 brings it back", "2026-11-01");
    }

    @Test
    void whatIsTypedIsAValueAndNoSql() throws Exception {
        assertThat(free("O'Neil", "a \\ b", "ods_leke_order_item", "99", "t' OR 1 = 1", "SO\\")
                        .code())
                .isZero();

        assertThat(freed())
                .contains("DELETE FROM ods_leke_order_item WHERE record_version = 99"
                        + " AND account_id = 't'' OR 1 = 1' AND order_id = 'SO\\\\'")
                .first()
                .asString()
                .contains("'O''Neil'", "'a \\\\ b'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "usage: free.sh|who|why|ods_leke_order_item|99",
                "usage: free.sh|who|why|ods_leke_order_item|99|t99",
                "Say who frees the row||why|ods_leke_order_item|99|t99|SO-1",
                "Say who frees the row|who||ods_leke_order_item|99|t99|SO-1",
                "is no table of bisync|who|why|bi_freed_row|99|t99|SO-1",
                "is no table of bisync|who|why|ods_x WHERE 1 = 1|99|t99|SO-1",
                "'max' is not a whole number|who|why|ods_leke_order_item|max|t99|SO-1",
                "line_id 'x' is not a whole number|who|why|ods_leke_order_item|99|t99|SO-1|x",
                "1 values more than the key|who|why|ods_leke_order_item|99|t99|SO-1|3|4"
            })
    void whatDoesNotNameRowsIsRefusedBeforeAnythingIsNoted(String messageAndArguments) throws Exception {
        var parts = List.of(messageAndArguments.split("\\|", -1));

        var run = free(parts.subList(1, parts.size()).toArray(String[]::new));

        assertThat(run.code()).isNotZero();
        assertThat(run.printed()).contains(parts.getFirst());
        assertThat(freed()).isEmpty();
    }

    @Test
    void aRowThatIsNotThereAnyMoreIsSaidAndNotNoted() throws Exception {
        starRocks.tell("rows", "0\n");

        var run = free("Li Lei", "why", "ods_leke_order_item", "99", "t99", "SO-1", "3");

        assertThat(run.code()).isNotZero();
        assertThat(run.printed()).contains("No row of ods_leke_order_item has record_version = 99 AND");
        assertThat(freed()).isEmpty();
    }

    @Test
    void whatCannotBeNotedIsNotDeleted() throws Exception {
        starRocks.tell("refuse", "INSERT");

        assertThat(free("Li Lei", "why", "ods_leke_order_item", "99", "t99", "SO-1", "3")
                        .code())
                .isNotZero();

        assertThat(freed()).singleElement().asString().startsWith("INSERT");
    }

    @Test
    void aDeleteThatStarRocksRefusesIsNeverNotedAsFreed() throws Exception {
        starRocks.tell("refuse", "DELETE");

        assertThat(free("Li Lei", "why", "ods_leke_order_item", "99", "t99", "SO-1", "3")
                        .code())
                .isNotZero();

        assertThat(freed()).hasSize(2).noneMatch(it -> it.contains("'freed'"));
    }

    private Run free(String... arguments) throws IOException, InterruptedException {
        return starRocks.run("free.sh", arguments);
    }

    private List<String> freed() throws IOException {
        return starRocks.noted("freed").lines().toList();
    }
}
