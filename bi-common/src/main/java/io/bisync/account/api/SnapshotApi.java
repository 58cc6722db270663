package io.bisync.account.api;

import io.bisync.account.EntityCursor;
import io.bisync.account.KnownSnapshot;
import io.bisync.account.SnapshotRow;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;

/** What is published of entities that are only read as a whole: keys and hashes, never a row. */
public interface SnapshotApi {

    /** The id of a row. */
    String KEY = "[^\\p{Cntrl}]{1,200}";

    @GetExchange("/api/accounts/{id}/snapshots/{entity}")
    KnownSnapshot snapshot(@PathVariable String id, @PathVariable @Pattern(regexp = EntityCursor.ENTITY) String entity);

    @PostExchange("/api/accounts/{id}/snapshots/{entity}/versions")
    SnapshotVersion snapshotVersion(
            @PathVariable String id,
            @PathVariable @Pattern(regexp = EntityCursor.ENTITY) String entity,
            @Valid @RequestBody SnapshotVersionRequest request);

    @PostExchange("/api/accounts/{id}/snapshots/{entity}/rows")
    void noteSnapshot(
            @PathVariable String id,
            @PathVariable @Pattern(regexp = EntityCursor.ENTITY) String entity,
            @Valid @RequestBody PublishedRows rows);

    /**
     * Rows that will be published.
     *
     * @param fence the number of the account's lease
     * @param keys of rows that are new, changed or gone
     */
    record SnapshotVersionRequest(
            @Positive long fence,
            @NotNull @Size(max = 10_000) List<@NotNull @Pattern(regexp = KEY) String> keys) {}

    /**
     * The version for them.
     *
     * @param version above all that were given before, and not below the clock in milliseconds since 1970
     */
    record SnapshotVersion(long version) {}

    /**
     * What Kafka has acknowledged.
     *
     * @param fence the number of the account's lease
     * @param published rows that are new or changed
     * @param deleted keys of rows that are gone
     */
    record PublishedRows(
            @Positive long fence,
            @NotNull @Size(max = 10_000) List<@Valid PublishedRow> published,
            @NotNull @Size(max = 10_000) List<@NotNull @Pattern(regexp = KEY) String> deleted) {}

    /**
     * A row as it was published.
     *
     * @param key the row's id
     * @param hash of the published bytes, in hexadecimal digits
     */
    record PublishedRow(
            @NotNull @Pattern(regexp = KEY) String key,

            @NotNull @Pattern(regexp = "[0-9a-f]{16,64}") String hash) {

        public static PublishedRow of(SnapshotRow published) {
            return new PublishedRow(published.key(), published.hash());
        }

        public SnapshotRow snapshotRow() {
            return new SnapshotRow(key, hash);
        }
    }
}
