package io.bisync.basic.run;

import io.bisync.account.SealedColumns;
import io.bisync.run.Stretch;
import io.bisync.secret.Secrets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import tools.jackson.databind.ObjectMapper;

/** Stretches of topics as columns of a slice. */
class Stretches {

    private final Secrets secrets;
    private final ObjectMapper json;

    Stretches(Secrets secrets, ObjectMapper json) {
        this.secrets = secrets;
        this.json = json;
    }

    /** For whoever works on it alone: with the value that a person wrote. */
    Stretch opened(ResultSet row) throws SQLException {
        var it = of(row);
        var sealed = row.getString("mend");
        return sealed == null
                ? it
                : new Stretch(
                        it.topic(),
                        it.topicId(),
                        it.partition(),
                        it.from(),
                        it.to(),
                        it.only(),
                        it.accounts(),
                        new Stretch.Mend(
                                secrets.unseal(SealedColumns.mend(row.getString("id")), sealed),
                                row.getBoolean("mend_as_other")));
    }

    String sealed(long slice, Stretch.Mend mend) {
        return secrets.seal(SealedColumns.mend(String.valueOf(slice)), mend.value());
    }

    Stretch of(ResultSet row) throws SQLException {
        return new Stretch(
                row.getString("topic"),
                row.getString("topic_id"),
                row.getInt("partition_number"),
                row.getLong("from_offset"),
                row.getLong("to_offset"),
                List.of(json.readValue(row.getString("only_offsets"), Long[].class)),
                List.of(json.readValue(row.getString("only_accounts"), String[].class)),
                null);
    }

    void write(NewSlice slice, MapSqlParameterSource row) {
        var stretch = slice.stretch();
        var mend = stretch == null ? null : stretch.mend();
        row.addValue("topic", stretch == null ? null : stretch.topic())
                .addValue("topicId", stretch == null ? null : stretch.topicId())
                .addValue("partition", stretch == null ? null : stretch.partition())
                .addValue("fromOffset", stretch == null ? null : stretch.from())
                .addValue("toOffset", stretch == null ? null : stretch.to())
                .addValue("mendAsOther", mend == null ? null : mend.otherIdentity())
                .addValue("only", json.writeValueAsString(stretch == null ? List.of() : stretch.only()))
                .addValue("accounts", json.writeValueAsString(stretch == null ? List.of() : stretch.accounts()));
    }
}
