package io.bisync.proof.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.local.postgres.LocalPostgres;
import io.bisync.local.starrocks.StandInSettings;
import io.bisync.local.starrocks.StarRocksStandIn;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Tables of the last release, with the changes and then today's files applied, are those of a fresh installation. */
class StarRocksChangesIT {

    private static final String FOLDER = "deploy/starrocks";
    private static final Pattern ALTER = Pattern.compile("(?s)ALTER TABLE (\\w+)(.*?);");
    private static final Pattern ADD = Pattern.compile("ADD COLUMN (\\w+)");
    private static final Pattern WIDEN = Pattern.compile("MODIFY COLUMN (\\w+) VARCHAR");
    private static final String ONE_MORE = """
            ALTER TABLE ods_leke_order
                ADD COLUMN loaded_at %s COMMENT "装载时间 / when StarRocks took the row",
                ADD COLUMN extra JSON NULL COMMENT "未声明的字段 / fields that nobody declared";
            """;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private static Path folder;

    private static LocalPostgres postgres;
    private static int databases;

    @BeforeAll
    static void startPostgres() {
        postgres = LocalPostgres.start(folder.resolve("postgres"));
    }

    @AfterAll
    static void stopPostgres() {
        postgres.close();
    }

    @Test
    void changesLeadToTodaysTables() {
        assertThat(Checkout.files(FOLDER + "/changes", ".sql"))
                .allSatisfy(file -> assertThat(Checkout.name(file)).matches("\\d{3}\\.sql"));

        assertThat(upgraded(texts(FOLDER + "/changes"))).isEqualTo(fresh()).isNotEmpty();
    }

    @Test
    void aChangeIsReplayed() {
        assertThat(upgraded(List.of(ONE_MORE.formatted("DATETIME NULL DEFAULT CURRENT_TIMESTAMP"))))
                .isEqualTo(fresh());
    }

    @Test
    void aChangeThatDiffersFromTodaysTableIsFound() {
        List<String> fresh = fresh();
        List<String> upgraded = upgraded(List.of(ONE_MORE.formatted("DATE NULL")));

        assertThat(upgraded).hasSameSizeAs(fresh);
        assertThat(upgraded)
                .filteredOn(column -> !fresh.contains(column))
                .singleElement()
                .asString()
                .contains("ods_leke_order loaded_at date");
    }

    private static List<String> fresh() {
        return columnsAfter(texts(FOLDER));
    }

    /** As an operator releases: the changes by hand, then the job that applies today's files. */
    private static List<String> upgraded(List<String> changes) {
        List<String> files = new ArrayList<>(
                texts(FOLDER).stream().map(file -> before(file, changes)).toList());
        files.addAll(changes);
        files.addAll(texts(FOLDER));
        return columnsAfter(files);
    }

    /** A table without the columns that the changes add, and with short ones where they widen; its view comes with today's file. */
    private static String before(String file, List<String> changes) {
        String table = file.substring(0, file.indexOf(";") + 1);
        for (String change : changes) {
            for (MatchResult alter : ALTER.matcher(change).results().toList()) {
                if (table.contains(" %s (".formatted(alter.group(1)))) {
                    for (MatchResult add : ADD.matcher(alter.group(2)).results().toList()) {
                        String shorter = table.replaceFirst("(?m)^ +%s [^\\n]*\\n".formatted(add.group(1)), "");
                        assertThat(shorter)
                                .as(change + " adds what the table has")
                                .isNotEqualTo(table);
                        table = shorter;
                    }
                    for (MatchResult widen :
                            WIDEN.matcher(alter.group(2)).results().toList()) {
                        table = table.replaceFirst("(?m)^( +%s VARCHAR)\\(\\d+\\)".formatted(widen.group(1)), "$1(1)");
                    }
                }
            }
        }
        return table.replaceFirst(",\\s*\\n\\)", "\n)");
    }

    private static List<String> columnsAfter(List<String> files) {
        String database = "starrocks_" + ++databases;
        postgres.createDatabase(database);
        try (var starRocks = StarRocksStandIn.start(
                StandInSettings.of(postgres.jdbcUrl(database), postgres.user(), postgres.password()))) {
            files.forEach(starRocks::apply);
            return starRocks
                    .query(
                            "SELECT table_name, column_name, column_type, is_nullable, column_key, column_default, column_comment"
                                    + " FROM information_schema.columns WHERE table_schema = 'bi' ORDER BY table_name, column_name")
                    .stream()
                    .map(column -> String.join(
                            " ", column.values().stream().map(String::valueOf).toList()))
                    .toList();
        }
    }

    private static List<String> texts(String folder) {
        return Checkout.files(folder, ".sql").stream()
                .map(file -> Checkout.text(folder + "/" + Checkout.name(file)))
                .toList();
    }
}
