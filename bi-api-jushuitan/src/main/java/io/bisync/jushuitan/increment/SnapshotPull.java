package io.bisync.jushuitan.increment;

import io.bisync.account.Account;
import io.bisync.account.ControlPlane;
import io.bisync.account.KnownSnapshot;
import io.bisync.account.Priority;
import io.bisync.account.SnapshotRow;
import io.bisync.event.Event;
import io.bisync.jushuitan.call.RateLimitedClient;
import io.bisync.jushuitan.declaration.PulledEntity;
import io.bisync.jushuitan.lease.CursorHold;
import io.bisync.jushuitan.openapi.CallContext;
import io.bisync.jushuitan.openapi.CallFailedException;
import io.bisync.jushuitan.openapi.Page;
import io.bisync.jushuitan.page.ModifiedRows;
import io.bisync.jushuitan.page.PagePublisher;
import io.bisync.jushuitan.page.PageRejectedException;
import io.bisync.jushuitan.page.Progress;
import io.bisync.jushuitan.page.WholeReading;
import io.bisync.secret.Sha256;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Reads everything, and publishes what is new or changed, and the delete of what is gone, under a version of bi-basic's. */
public final class SnapshotPull extends HeldPull {

    /** So many rows are under way at a time: after a crash they are repeated. */
    private static final int BATCH = 1000;

    /** No row of a longer key is loaded. */
    private static final int LONGEST_KEY = 128;

    private static final int HASH = 16;
    private static final String UNDER_WAY = "";

    private final Account account;
    private final PulledEntity pulled;
    private final RateLimitedClient calls;
    private final PagePublisher publisher;
    private final ControlPlane controlPlane;
    private final InstantSource clock;

    /** Rows that cannot be named to bi-basic: they are rejected where they are loaded, once. */
    private final Set<String> nameless = new HashSet<>();

    private Map<String, String> known = new HashMap<>();
    private Set<String> doubted = Set.of();
    private long version;

    public SnapshotPull(
            Account account,
            PulledEntity pulled,
            CursorHold hold,
            RateLimitedClient calls,
            PagePublisher publisher,
            ControlPlane controlPlane,
            InstantSource clock,
            Progress progress) {
        super(hold, progress);
        this.account = account;
        this.pulled = pulled;
        this.calls = calls;
        this.publisher = publisher;
        this.controlPlane = controlPlane;
        this.clock = clock;
    }

    @Override
    Attempt read(CallContext callContext) throws InterruptedException, CallFailedException, PageRejectedException {
        Instant asked = clock.instant();
        List<Page> pages = WholeReading.of(account, Priority.LIVE, pulled.endpoint(), calls, callContext);
        Map<String, String> read = new HashMap<>();
        List<Event> changed = new ArrayList<>();
        for (Page page : pages) {
            changed.addAll(publisher.wanted(account, pulled, page, row -> isNew(row, read)));
        }
        int before = known.size();
        SnapshotDifference difference = SnapshotDifference.of(known.keySet(), read.keySet(), doubted);
        difference.deleted().forEach(key -> changed.add(publisher.delete(account, pulled, key)));
        publish(changed);
        doubted = difference.doubted();
        if (!doubted.isEmpty()) {
            throw PageRejectedException.lost(doubted.size(), before);
        }
        hold.move(version, asked);
        long given = version;
        progress.caughtUp(asked, at -> Math.max(given, ModifiedRows.highest(at)));
        return changed.isEmpty() ? Attempt.QUIET : Attempt.MOVED;
    }

    @Override
    void forget() {
        KnownSnapshot snapshot = controlPlane.snapshot(account.id(), pulled.cursor());
        Map<String, String> rows = new HashMap<>();
        snapshot.rows().forEach(row -> rows.put(row.key(), row.hash()));
        known = rows;
        version = snapshot.version();
        doubted = Set.of();
    }

    private boolean isNew(Event row, Map<String, String> read) {
        String hash = hash(row);
        String key = row.id();
        if (key == null || !isName(key)) {
            return nameless.add(hash);
        }
        read.put(key, hash);
        return !hash.equals(known.get(key));
    }

    private void publish(List<Event> changed) {
        for (int from = 0; from < changed.size(); from += BATCH) {
            keepOrLeave();
            List<Event> batch = changed.subList(from, Math.min(changed.size(), from + BATCH));
            List<String> keys = batch.stream()
                    .map(Event::id)
                    .filter(Objects::nonNull)
                    .filter(SnapshotPull::isName)
                    .toList();
            // Whatever happens from here on, whoever reads next takes none of them for known.
            keys.forEach(key -> known.put(key, UNDER_WAY));
            version = controlPlane.snapshotVersion(account.id(), hold.fence(), pulled.cursor(), keys);
            publisher.publish(
                    pulled, batch.stream().map(it -> it.under(version)).toList());
            note(batch);
        }
    }

    /** Kafka has them. */
    private void note(Collection<Event> batch) {
        List<SnapshotRow> published = new ArrayList<>();
        List<String> deleted = new ArrayList<>();
        for (Event event : batch) {
            String key = event.id();
            if (key == null || !isName(key)) {
                continue;
            }
            if (event.isDelete()) {
                deleted.add(key);
            } else {
                published.add(new SnapshotRow(key, hash(event)));
            }
        }
        controlPlane.noteSnapshot(account.id(), hold.fence(), pulled.cursor(), published, deleted);
        published.forEach(row -> known.put(row.key(), row.hash()));
        deleted.forEach(known::remove);
    }

    private static boolean isName(String key) {
        return key.length() <= LONGEST_KEY && key.chars().noneMatch(Character::isISOControl);
    }

    private static String hash(Event event) {
        return HexFormat.of().formatHex(Sha256.of(event.value()), 0, HASH);
    }
}
