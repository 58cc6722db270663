package io.bisync.jushuitan.verify;

import io.bisync.account.Account;
import io.bisync.jushuitan.declaration.PulledEntity;
import io.bisync.table.Column;
import io.bisync.table.ColumnType;
import io.bisync.table.Lineage;
import io.bisync.table.Table;
import io.bisync.time.ShanghaiTime;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What StarRocks has of an account's entity in a window of its time of change. */
final class LoadedWindow {

    private final Function<String, List<List<@Nullable Object>>> sql;
    private final Table table;
    private final String account;
    private final Column time;

    LoadedWindow(
            Function<String, List<List<@Nullable Object>>> sql, PulledEntity pulled, Account account, Column time) {
        this.sql = sql;
        this.table = pulled.entity().table();
        this.account = account.id();
        this.time = time;
    }

    /** The column that says when a row changed, by which the ERP is asked too; none where rows do not say it. */
    static Optional<Column> time(PulledEntity pulled) {
        return pulled.entity().table().columns().stream()
                .filter(it -> it.name().equals(pulled.endpoint().timeField())
                        && it.type().kind() == ColumnType.Kind.DATETIME)
                .findFirst();
    }

    /** The last second of a window, which the ERP's questions include. */
    static Instant last(Instant to) {
        return to.minusSeconds(1);
    }

    long rows(Instant from, Instant to) {
        var counted = sql.apply("SELECT COUNT(*) FROM %s WHERE %s".formatted(table.name(), condition(from, to)));
        return Long.parseLong(Objects.toString(counted.getFirst().getFirst()));
    }

    /**
     * A row.
     *
     * @param id the parts of its key with colons between
     * @param time when it changed
     */
    record Row(String id, @Nullable Instant time) {}

    List<Row> all(Instant from, Instant to) {
        List<String> key = table.key().stream()
                .filter(it -> !it.equals(Lineage.ACCOUNT.name()))
                .toList();
        return sql
                .apply("SELECT %s, %s FROM %s WHERE %s"
                        .formatted(String.join(", ", key), time.name(), table.name(), condition(from, to)))
                .stream()
                .map(it -> new Row(
                        it.subList(0, key.size()).stream().map(String::valueOf).collect(Collectors.joining(":")),
                        ShanghaiTime.read(Objects.toString(it.getLast()))))
                .toList();
    }

    private String condition(Instant from, Instant to) {
        return "account_id = '%s' AND is_deleted = FALSE AND %s >= '%s' AND %s <= '%s'"
                .formatted(
                        account.replace("'", "''"),
                        time.name(),
                        ShanghaiTime.seconds(from),
                        time.name(),
                        ShanghaiTime.seconds(last(to)));
    }
}
