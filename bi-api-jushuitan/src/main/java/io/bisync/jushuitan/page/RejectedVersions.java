package io.bisync.jushuitan.page;

import io.bisync.account.Account;
import io.bisync.jushuitan.declaration.PulledEntity;
import io.bisync.jushuitan.openapi.EntitySlice;
import io.bisync.jushuitan.openapi.Page;
import java.util.LinkedHashSet;
import java.util.List;

/** Rejects rows whose version cannot be believed: each once, although the ERP sends it with every page. */
public final class RejectedVersions {

    private static final int MOST = 10_000;

    private final Account account;
    private final PulledEntity pulled;
    private final PagePublisher publisher;
    private final LinkedHashSet<String> known = new LinkedHashSet<>();

    public RejectedVersions(Account account, PulledEntity pulled, PagePublisher publisher) {
        this.account = account;
        this.pulled = pulled;
        this.publisher = publisher;
    }

    public void take(Page page, List<EntitySlice> doubted) {
        List<EntitySlice> unknown =
                doubted.stream().filter(row -> !known.contains(name(row))).toList();
        if (unknown.isEmpty()) {
            return;
        }
        publisher.publishDoubted(account, pulled, page.with(unknown));
        for (EntitySlice row : unknown) {
            known.add(name(row));
        }
        while (known.size() > MOST) {
            known.removeFirst();
        }
    }

    public void forget() {
        known.clear();
    }

    private static String name(EntitySlice row) {
        return row.id() + ":" + row.ts();
    }
}
