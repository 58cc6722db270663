package io.bisync.basic.cursor;

import io.bisync.account.KnownSnapshot;
import io.bisync.account.SnapshotRow;
import io.bisync.basic.http.Code;
import io.bisync.basic.http.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Snapshots over REST, for services that pull: keys and hashes of what they published, never a row. */
@RestController
@RequestMapping("/api/accounts/{id}/snapshots/{entity}")
@Tag(name = "For services")
@Refuses({Code.NO_ACCOUNT, Code.OTHER_SOURCE})
class SnapshotResource {

    private static final String KEY = "[^\\p{Cntrl}]{1,200}";

    /**
     * Rows that will be published.
     *
     * @param fence the number of the account's lease
     * @param keys of rows that are new, changed or gone
     */
    record Change(
            @Positive long fence,
            @NotNull @Size(max = 10_000) List<@NotNull @Pattern(regexp = KEY) String> keys) {}

    /**
     * The version for them.
     *
     * @param version above all that were given before, and not below the clock in milliseconds since 1970
     */
    record Given(long version) {}

    /**
     * What Kafka has acknowledged.
     *
     * @param fence the number of the account's lease
     * @param published rows that are new or changed
     * @param deleted keys of rows that are gone
     */
    record Noted(
            @Positive long fence,
            @NotNull @Size(max = 10_000) List<@Valid Row> published,
            @NotNull @Size(max = 10_000) List<@NotNull @Pattern(regexp = KEY) String> deleted) {}

    /**
     * A row as it was published.
     *
     * @param key the row's id
     * @param hash of the published bytes, in hexadecimal digits
     */
    record Row(
            @NotNull @Pattern(regexp = KEY) String key,

            @NotNull @Pattern(regexp = "[0-9a-f]{16,64}") String hash) {

        private SnapshotRow snapshotRow() {
            return new SnapshotRow(key, hash);
        }
    }

    private final Snapshots snapshots;

    SnapshotResource(Snapshots snapshots) {
        this.snapshots = snapshots;
    }

    @GetMapping
    @Operation(operationId = "getSnapshot", summary = "What is published of an entity that is only read as a whole")
    KnownSnapshot known(@PathVariable String id, @PathVariable @Pattern(regexp = CursorResource.ENTITY) String entity) {
        return snapshots.known(id, entity);
    }

    @PostMapping("/versions")
    @Operation(operationId = "giveSnapshotVersion", summary = "A version for rows of a snapshot that will be published")
    @Refuses(Code.CURSOR_LEASE_LOST)
    Given version(
            @PathVariable String id,
            @PathVariable @Pattern(regexp = CursorResource.ENTITY) String entity,
            @Valid @RequestBody Change change) {
        return new Given(snapshots.nextVersion(id, change.fence(), entity, change.keys()));
    }

    @PostMapping("/rows")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "noteSnapshot", summary = "Note rows that are published and rows that are deleted")
    @Refuses(Code.CURSOR_LEASE_LOST)
    void note(
            @PathVariable String id,
            @PathVariable @Pattern(regexp = CursorResource.ENTITY) String entity,
            @Valid @RequestBody Noted noted) {
        snapshots.note(
                id,
                noted.fence(),
                entity,
                noted.published().stream().map(Row::snapshotRow).toList(),
                noted.deleted());
    }
}
