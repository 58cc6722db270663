package io.bisync.basic.letter;

import io.bisync.account.Account;
import io.bisync.account.EntityCursor;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** Which letters; what is not given holds for all. */
record LetterFilter(
        @Pattern(regexp = Account.SOURCE) @Nullable String source,
        @Size(max = 32) @Nullable String account,
        @Pattern(regexp = EntityCursor.ENTITY) @Nullable String entity,
        @Size(max = 32) @Nullable String code,
        @Size(max = 249) @Nullable String topic,
        @Nullable LetterState state) {

    /** As SQL; its parameters have the names of the components. */
    static final String SQL = """
        (CAST(:source AS varchar) IS NULL OR source = :source)
        AND (CAST(:account AS varchar) IS NULL OR account_id = :account)
        AND (CAST(:entity AS varchar) IS NULL OR entity = :entity)
        AND (CAST(:code AS varchar) IS NULL OR code = :code)
        AND (CAST(:topic AS varchar) IS NULL OR topic = :topic)
        AND (CAST(:state AS varchar) IS NULL OR state = :state)
        AND (CAST(:mine AS varchar) IS NULL OR source = :mine)\
        """;
}
