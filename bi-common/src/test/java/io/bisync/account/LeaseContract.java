package io.bisync.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.bisync.account.Leases.Lease;
import io.bisync.account.Leases.RefusedMove;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The part of the contract about pulling: each account is one pod's, and only that moves its cursors. */
abstract class LeaseContract {

    private static final Duration TTL = Duration.ofSeconds(30);
    private static final String SOURCE = "jushuitan";

    private final Map<String, List<Lease>> last = new HashMap<>();

    /** A control plane that allows 4 calls a second and 90 a minute. */
    protected abstract ControlPlane controlPlane();

    protected abstract MovableClock clock();

    /** Adds an enabled Jushuitan account with the app key {@code key} and the secret {@code secret}, and returns its id. */
    protected abstract String addAccount(AppKind kind);

    protected abstract void disable(String account);

    /** Sets a cursor as an administrator. */
    protected abstract void setCursor(String account, String entity, Cursor to);

    /** Pauses an entity of an account, as an administrator. */
    protected abstract void pause(String account, String entity);

    /** Lets an entity of an account go on, as an administrator. */
    protected abstract void resume(String account, String entity);

    @AfterEach
    void everybodyLeaves() {
        last.keySet().forEach(it -> controlPlane().release(SOURCE, it));
    }

    @Test
    void anAccountHasOneHolderUntilThatIsSilentForItsTime() {
        var account = addAccount(AppKind.OWN);
        var first = lease("a", account);
        assertThat(renew("a").accounts()).extracting(it -> it.account().id()).contains(account);

        clock().advance(TTL.plusSeconds(1));
        var second = lease("b", account);
        assertThat(second.fence()).isGreaterThan(first.fence());

        var late = controlPlane().lease(SOURCE, "a", TTL, List.of(moved(first, "order", new Cursor("1", null))));
        assertThat(late.refused())
                .as("whoever wakes up moves nothing")
                .extracting(RefusedMove::account, RefusedMove::entity, RefusedMove::code)
                .containsExactly(tuple(account, "order", "BI-BASIC-05"));
        assertThat(controlPlane().cursor(account, "order")).isEmpty();
        move("b", second, "order", new Cursor("1", null));
        assertThat(controlPlane().cursor(account, "order")).contains(new Cursor("1", null));
    }

    @Test
    void whoAsksInTimeKeepsItsFence() {
        var account = addAccount(AppKind.OWN);
        var first = lease("a", account);
        for (int i = 0; i < 5; i++) {
            clock().advance(TTL.minusSeconds(1));
            assertThat(lease("a", account).fence()).isEqualTo(first.fence());
        }
    }

    @Test
    void accountsAreSharedEvenlyAndMoveNoMoreThanThatTakes() {
        var added = new TreeSet<String>();
        for (int i = 0; i < 7; i++) {
            added.add(addAccount(AppKind.OWN));
        }
        settle("a");
        int all = ids("a").size();
        settle("a", "b", "c");

        assertThat(List.of("a", "b", "c"))
                .allSatisfy(it -> assertThat(ids(it)).hasSizeBetween(all / 3, (all + 2) / 3))
                .doesNotHaveDuplicates();
        assertThat(List.of("a", "b", "c").stream().flatMap(it -> ids(it).stream()))
                .doesNotHaveDuplicates()
                .hasSize(all)
                .containsAll(added);
        var before = Map.of("a", ids("a"), "b", ids("b"));

        clock().advance(TTL.minusSeconds(1));
        renew("a");
        renew("b");
        clock().advance(Duration.ofSeconds(2));
        settle("a", "b");
        assertThat(ids("a")).as("what one has is kept").containsAll(before.get("a"));
        assertThat(ids("b")).containsAll(before.get("b"));
        assertThat(ids("a").size() + ids("b").size())
                .as("the silent one's share has moved")
                .isEqualTo(all);
    }

    @Test
    void whatIsGivenBackIsTakenAtOnce() {
        var account = addAccount(AppKind.OWN);
        var first = lease("a", account);
        controlPlane().release(SOURCE, "a");

        var second = lease("b", account);
        assertThat(second.fence()).isGreaterThan(first.fence());
        controlPlane().release(SOURCE, "a");
        assertThat(lease("b", account).fence()).isEqualTo(second.fence());
    }

    @Test
    void aDisabledAccountIsNobodys() {
        var account = addAccount(AppKind.OWN);
        lease("a", account);
        disable(account);

        assertThat(renew("a").accounts()).extracting(it -> it.account().id()).doesNotContain(account);
    }

    @Test
    void aPausedEntityIsToldWithTheLeaseUntilItGoesOnAndNothingElseOfTheLeaseChanges() {
        var account = addAccount(AppKind.OWN);
        var other = addAccount(AppKind.OWN);
        var lease = lease("a", account);
        move("a", lease, "order", new Cursor("7", null));
        assertThat(lease.paused()).isEmpty();

        pause(account, "order");
        pause(account, "order");
        pause(account, "shop");
        var paused = lease("a", account);
        assertThat(paused.paused()).containsExactlyInAnyOrder("order", "shop");
        assertThat(paused.fence()).isEqualTo(lease.fence());
        assertThat(lease("a", other).paused()).isEmpty();
        move("a", paused, "order", new Cursor("8", null));

        resume(account, "order");
        resume(account, "order");
        assertThat(lease("a", account).paused()).containsExactly("shop");
        assertThat(lease("a", account).positions()).containsExactly(new EntityCursor("order", new Cursor("8", null)));
    }

    @Test
    void aCursorMovesForwardOnly() {
        var account = addAccount(AppKind.OWN);
        assertThat(controlPlane().cursor(account, "order")).isEmpty();
        var lease = lease("a", account);
        assertThat(lease.positions()).isEmpty();
        var noon = clock().instant().truncatedTo(ChronoUnit.MILLIS);

        move("a", lease, "order", new Cursor("99", noon));
        move("a", lease, "order", new Cursor("99", noon));
        move("a", lease, "order", new Cursor("100", null));

        assertThat(controlPlane().cursor(account, "order")).contains(new Cursor("100", noon));
        var refused = controlPlane().lease(SOURCE, "a", TTL, List.of(moved(lease, "order", new Cursor("99", null))));
        assertThat(refused.refused()).extracting(RefusedMove::code).containsExactly("BI-BASIC-06");
        assertThat(controlPlane().cursor(account, "order")).contains(new Cursor("100", noon));
        assertThat(controlPlane().cursor(account, "stock")).isEmpty();
    }

    @Test
    void positionsAreToldToWhoeverDoesNotKnowThem() {
        var account = addAccount(AppKind.OWN);
        var lease = lease("a", account);
        move("a", lease, "order", new Cursor("7", null));

        assertThat(lease("a", account).positions()).containsExactly(new EntityCursor("order", new Cursor("7", null)));
        var known = controlPlane().lease(SOURCE, "a", TTL, List.of(new HeldAccount(account, lease.fence(), List.of())));
        assertThat(of(known, account).positions()).isEmpty();
    }

    @Test
    void anAdministratorsCursorEndsTheFenceAndTheHolderBeginsFromIt() {
        var account = addAccount(AppKind.OWN);
        var lease = lease("a", account);
        move("a", lease, "order", new Cursor("900", null));
        setCursor(account, "order", new Cursor("5", null));

        var answer = controlPlane().lease(SOURCE, "a", TTL, List.of(moved(lease, "order", new Cursor("901", null))));
        assertThat(answer.refused()).extracting(RefusedMove::code).containsExactly("BI-BASIC-05");
        assertThat(of(answer, account).fence()).isGreaterThan(lease.fence());
        assertThat(of(answer, account).positions()).containsExactly(new EntityCursor("order", new Cursor("5", null)));
    }

    /** As often as it takes until nothing changes any more. */
    private void settle(String... holders) {
        for (int i = 0; i < 30; i++) {
            for (var holder : holders) {
                renew(holder);
            }
        }
    }

    private Leases renew(String holder) {
        var leases = controlPlane().lease(SOURCE, holder, TTL, List.of());
        last.put(holder, new ArrayList<>(leases.accounts()));
        return leases;
    }

    private List<String> ids(String holder) {
        return last.getOrDefault(holder, List.of()).stream()
                .map(it -> it.account().id())
                .toList();
    }

    Lease lease(String holder, String account) {
        return of(renew(holder), account);
    }

    private static Lease of(Leases leases, String account) {
        return leases.accounts().stream()
                .filter(it -> it.account().id().equals(account))
                .findFirst()
                .orElseThrow();
    }

    private void move(String holder, Lease lease, String entity, Cursor to) {
        assertThat(controlPlane()
                        .lease(SOURCE, holder, TTL, List.of(moved(lease, entity, to)))
                        .refused())
                .isEmpty();
    }

    private static HeldAccount moved(Lease lease, String entity, Cursor to) {
        return new HeldAccount(lease.account().id(), lease.fence(), List.of(new EntityCursor(entity, to)));
    }
}
