package io.bisync.basic.cursor;

import io.bisync.account.KnownSnapshot;
import io.bisync.account.api.SnapshotApi;
import io.bisync.basic.http.Code;
import io.bisync.basic.http.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Snapshots over REST, for services that pull: keys and hashes of what they published, never a row. */
@RestController
@Tag(name = "For services")
@Refuses({Code.NO_ACCOUNT, Code.OTHER_SOURCE})
class SnapshotResource implements SnapshotApi {

    private final Snapshots snapshots;

    SnapshotResource(Snapshots snapshots) {
        this.snapshots = snapshots;
    }

    @Override
    @Operation(operationId = "getSnapshot", summary = "What is published of an entity that is only read as a whole")
    public KnownSnapshot snapshot(String id, String entity) {
        return snapshots.known(id, entity);
    }

    @Override
    @Operation(operationId = "giveSnapshotVersion", summary = "A version for rows of a snapshot that will be published")
    @Refuses(Code.CURSOR_LEASE_LOST)
    public SnapshotVersion snapshotVersion(String id, String entity, SnapshotVersionRequest request) {
        return new SnapshotVersion(snapshots.nextVersion(id, request.fence(), entity, request.keys()));
    }

    @Override
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "noteSnapshot", summary = "Note rows that are published and rows that are deleted")
    @Refuses(Code.CURSOR_LEASE_LOST)
    public void noteSnapshot(String id, String entity, PublishedRows rows) {
        snapshots.note(
                id,
                rows.fence(),
                entity,
                rows.published().stream().map(PublishedRow::snapshotRow).toList(),
                rows.deleted());
    }
}
