package io.bisync.basic.related;

import io.bisync.basic.account.Source;
import io.bisync.basic.caller.Caller;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads what belongs to accounts, of those sources that the caller may see. */
class RelatedEntities {

    private final JdbcClient jdbc;

    RelatedEntities(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those for which all that is given holds, in the order of their texts. */
    List<RelatedEntity> list(
            @Nullable String account, @Nullable String kind, @Nullable String id, Place after, int most) {
        return jdbc.sql("""
            SELECT * FROM basic.related_entity
            WHERE (account_id, kind, related_id) > (:afterAccount, :afterKind, :afterId)
                AND (CAST(:account AS varchar) IS NULL OR account_id = :account)
                AND (CAST(:kind AS varchar) IS NULL OR kind = :kind)
                AND (CAST(:id AS varchar) IS NULL OR related_id = :id)
                AND (CAST(:source AS varchar) IS NULL OR source = :source)
            ORDER BY account_id, kind, related_id LIMIT :most\
            """)
                .param("afterAccount", after.account())
                .param("afterKind", after.kind())
                .param("afterId", after.id())
                .param("account", account)
                .param("kind", kind)
                .param("id", id)
                .param("source", Caller.current().source())
                .param("most", most)
                .query((row, _) -> new RelatedEntity(
                        Source.of(row.getString("source")),
                        row.getString("account_id"),
                        row.getString("kind"),
                        row.getString("related_id")))
                .list();
    }
}
