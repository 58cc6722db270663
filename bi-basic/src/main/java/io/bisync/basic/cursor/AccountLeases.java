package io.bisync.basic.cursor;

import io.bisync.account.EntityCursor;
import io.bisync.account.HeldAccount;
import io.bisync.account.Leases;
import io.bisync.account.Leases.Lease;
import io.bisync.account.Leases.RefusedMove;
import io.bisync.basic.account.Accounts;
import io.bisync.basic.account.Source;
import io.bisync.basic.account.StoredAccount;
import io.bisync.basic.database.Holders;
import io.bisync.basic.http.Code;
import io.bisync.basic.pause.PausedEntities;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Who pulls which account: one lease an account, one request for all that a holder has. */
class AccountLeases {

    private record Held(long fence, @Nullable String holder) {}

    private final JdbcClient jdbc;
    private final Holders holders;
    private final TransactionTemplate transaction;
    private final Accounts accounts;
    private final Cursors cursors;
    private final PausedEntities paused;
    private final InstantSource clock;

    AccountLeases(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Accounts accounts,
            Cursors cursors,
            PausedEntities paused,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.holders = new Holders(jdbc, "basic.lease_holder");
        this.transaction = transaction;
        this.accounts = accounts;
        this.cursors = cursors;
        this.paused = paused;
        this.clock = clock;
    }

    Leases renew(Source source, String holder, Duration ttl, List<HeldAccount> told) {
        return Objects.requireNonNull(transaction.execute(_ -> {
            cursors.lock(source);
            var leases = leases(source);
            var refused = move(source, told, leases);
            var enabled = new LinkedHashMap<String, StoredAccount>();
            accounts.list(source).stream().filter(StoredAccount::enabled).forEach(it -> enabled.put(it.id(), it));
            share(holder, heard(source, holder, ttl), enabled.keySet(), leases);
            return new Leases(answer(source, holder, enabled, leases, told), refused);
        }));
    }

    void release(Source source, String holder) {
        transaction.executeWithoutResult(_ -> {
            cursors.lock(source);
            jdbc.sql("DELETE FROM basic.lease_holder WHERE source = :source AND holder = :holder")
                    .param("source", source.text())
                    .param("holder", holder)
                    .update();
            jdbc.sql("""
                UPDATE basic.account_lease SET holder = NULL
                WHERE holder = :holder AND account_id IN (SELECT id FROM basic.account WHERE source = :source)\
                """).param("holder", holder).param("source", source.text()).update();
        });
    }

    /** Whoever moves under the fence that counts had nobody after it, awake or not. */
    private List<RefusedMove> move(Source source, List<HeldAccount> told, Map<String, Held> leases) {
        var refused = new ArrayList<RefusedMove>();
        var moves = new HashMap<String, List<EntityCursor>>();
        for (var it : told) {
            var held = leases.get(it.account());
            if (held != null && held.fence() == it.fence()) {
                moves.put(it.account(), it.moved());
            } else {
                it.moved()
                        .forEach(move -> refused.add(new RefusedMove(
                                it.account(),
                                move.entity(),
                                Code.CURSOR_LEASE_LOST.text(),
                                "The lease of account '%s' has another fence than %d; it begins anew"
                                        .formatted(it.account(), it.fence()))));
            }
        }
        refused.addAll(cursors.move(source, moves));
        return refused;
    }

    private void share(String holder, Set<String> holders, Set<String> enabled, Map<String, Held> leases) {
        var owners = new LinkedHashMap<String, @Nullable String>();
        enabled.forEach(it -> owners.put(it, holder(it, leases)));
        var share = Share.of(holder, holders, owners);
        for (var account : share.returns()) {
            write(account, new Held(fence(account, leases), null), leases);
        }
        for (var account : share.takes()) {
            write(account, new Held(fence(account, leases) + 1, holder), leases);
        }
    }

    private void write(String account, Held held, Map<String, Held> leases) {
        jdbc.sql("""
            INSERT INTO basic.account_lease (account_id, fence, holder) VALUES (:account, :fence, :holder)
            ON CONFLICT (account_id) DO UPDATE SET fence = excluded.fence, holder = excluded.holder\
            """)
                .param("account", account)
                .param("fence", held.fence())
                .param("holder", held.holder())
                .update();
        leases.put(account, held);
    }

    private List<Lease> answer(
            Source source,
            String holder,
            Map<String, StoredAccount> enabled,
            Map<String, Held> leases,
            List<HeldAccount> told) {
        var fences = told.stream().collect(Collectors.toMap(HeldAccount::account, HeldAccount::fence, Math::max));
        var mine = enabled.values().stream()
                .filter(it -> holder.equals(holder(it.id(), leases)))
                .toList();
        var unknown = mine.stream()
                .map(StoredAccount::id)
                .filter(it -> !Objects.equals(fences.get(it), fence(it, leases)))
                .toList();
        var positions = cursors.positions(unknown);
        var rest = paused.names(source);
        return mine.stream()
                .map(it -> new Lease(
                        it.account(),
                        fence(it.id(), leases),
                        positions.getOrDefault(it.id(), List.of()),
                        rest.getOrDefault(it.id(), Set.of())))
                .toList();
    }

    private static long fence(String account, Map<String, Held> leases) {
        var held = leases.get(account);
        return held == null ? 0 : held.fence();
    }

    private static @Nullable String holder(String account, Map<String, Held> leases) {
        var held = leases.get(account);
        return held == null ? null : held.holder();
    }

    private Map<String, Held> leases(Source source) {
        var leases = new HashMap<String, Held>();
        jdbc.sql("""
            SELECT l.account_id, l.fence, l.holder FROM basic.account_lease l
            JOIN basic.account a ON a.id = l.account_id WHERE a.source = :source\
            """).param("source", source.text()).query(row -> {
            leases.put(row.getString("account_id"), new Held(row.getLong("fence"), row.getString("holder")));
        });
        return leases;
    }

    /** Everybody who was heard of within the time that it asked for, with the one who asks now. */
    private Set<String> heard(Source source, String holder, Duration ttl) {
        holders.heard(source.text(), holder, ttl, clock.instant());
        return holders.all(source.text());
    }
}
