package io.bisync.basic.secret;

import io.bisync.account.SealedColumns;
import io.bisync.basic.audit.Audit;
import io.bisync.secret.SecretPlace;
import io.bisync.secret.Secrets;
import io.bisync.secret.UnsealException;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Every sealed value of the database. Each is replaced alone: wherever this ends, all are under some key of the keyset. */
class SealedValues {

    private static final Logger log = LoggerFactory.getLogger(SealedValues.class);

    private record Column(String table, String id, String column, Function<String, SecretPlace> place) {}

    private static final List<Column> COLUMNS = List.of(
            new Column("account", "id", "app_secret", SealedColumns::appSecret),
            new Column("token", "account_id", "access_token", SealedColumns::accessToken),
            new Column("token", "account_id", "refresh_token", SealedColumns::refreshToken),
            new Column("slice", "id::text", "mend", SealedColumns::mend));

    private record Value(String of, String sealed) {}

    /**
     * What there is.
     *
     * @param values how many values are sealed
     * @param sealed how many of them were under another key and are under the primary one now
     * @param unreadable how many no key of the keyset opens: they are left as they are, and have to be entered again
     */
    record Sealed(int values, int sealed, int unreadable) {}

    private final JdbcClient jdbc;
    private final Secrets secrets;
    private final Audit audit;

    SealedValues(JdbcClient jdbc, Secrets secrets, Audit audit) {
        this.jdbc = jdbc;
        this.secrets = secrets;
        this.audit = audit;
    }

    /** Seals all values with the key that seals today. */
    Sealed seal() {
        int values = 0;
        int sealed = 0;
        int unreadable = 0;
        for (var column : COLUMNS) {
            for (var value : of(column)) {
                values++;
                try {
                    sealed += secrets.isOfToday(value.sealed()) ? 0 : replace(column, value);
                } catch (UnsealException e) {
                    unreadable++;
                    log.atWarn().addKeyValue("account", value.of()).log("{}", e.getMessage());
                }
            }
        }
        var result = new Sealed(values, sealed, unreadable);
        audit.note("secrets.seal", "secrets", null, result);
        return result;
    }

    private List<Value> of(Column column) {
        return jdbc.sql("SELECT %s, %s FROM basic.%s WHERE %s IS NOT NULL ORDER BY 1"
                        .formatted(column.id(), column.column(), column.table(), column.column()))
                .query((row, _) -> new Value(row.getString(1), row.getString(2)))
                .list();
    }

    /** One that changed meanwhile was sealed by whoever changed it. */
    private int replace(Column column, Value value) {
        var place = column.place().apply(value.of());
        return jdbc.sql("UPDATE basic.%s SET %s = :sealed WHERE %s = :id AND %s = :before"
                        .formatted(column.table(), column.column(), column.id(), column.column()))
                .param("sealed", secrets.seal(place, secrets.unseal(place, value.sealed())))
                .param("id", value.of())
                .param("before", value.sealed())
                .update();
    }
}
