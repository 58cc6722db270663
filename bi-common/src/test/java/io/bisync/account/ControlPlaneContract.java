package io.bisync.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.tuple;

import io.bisync.account.SourceStatus.KnownAccount;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What a service may rely on, whichever control plane answers. */
public abstract class ControlPlaneContract extends PermitContract {

    private static final Duration DAY = Duration.ofDays(1);

    /** Opens a link for the merchant of an account: its state. */
    protected abstract String openAuthorisation(String account);

    /** Lifts what an account is held for. */
    protected abstract void lift(String account);

    @Test
    void accountsOfASourceAreListedDisabledOnesToo() {
        var one = addAccount(AppKind.OWN);
        var other = addAccount(AppKind.ISV);
        disable(other);

        assertThat(controlPlane().accounts("jushuitan"))
                .filteredOn(account -> List.of(one, other).contains(account.id()))
                .extracting(Account::id, Account::appKind, Account::appKey, Account::enabled)
                .containsExactly(tuple(one, AppKind.OWN, "key", true), tuple(other, AppKind.ISV, "key", false));
        assertThat(controlPlane().accounts("leke")).extracting(Account::id).doesNotContain(one, other);
    }

    @Test
    void aHoldThatSomebodyLiftedDoesNotBeginAgainWithTheSameRecord() {
        var account = addAccount(AppKind.OWN);

        assertThat(controlPlane().holdBegan("jushuitan", account, "orders", 0, 5))
                .isTrue();
        assertThat(controlPlane().holdBegan("jushuitan", account, "orders", 0, 5))
                .isTrue();
        assertThat(controlPlane().heldAccounts("jushuitan")).contains(account);
        assertThat(controlPlane().heldAccounts("leke")).doesNotContain(account);

        lift(account);
        assertThat(controlPlane().heldAccounts("jushuitan")).doesNotContain(account);
        assertThat(controlPlane().holdBegan("jushuitan", account, "orders", 0, 5))
                .isFalse();
        assertThat(controlPlane().holdBegan("jushuitan", account, "orders", 0, 9))
                .isTrue();
        assertThat(controlPlane().heldAccounts("jushuitan")).contains(account);
    }

    @Test
    void aDisabledAccountIsHeld() {
        var account = addAccount(AppKind.OWN);
        disable(account);

        assertThat(controlPlane().heldAccounts("jushuitan")).contains(account);
    }

    @Test
    void pausedEntitiesAreListedByAccountUntilTheyGoOnWhetherItIsEnabledOrNot() {
        var account = addAccount(AppKind.OWN);
        pause(account, "order");
        pause(account, "shop");
        assertThat(controlPlane().pausedEntities("jushuitan")).containsEntry(account, Set.of("order", "shop"));
        assertThat(controlPlane().pausedEntities("leke")).doesNotContainKey(account);

        disable(account);
        resume(account, "shop");
        assertThat(controlPlane().pausedEntities("jushuitan")).containsEntry(account, Set.of("order"));
        resume(account, "order");
        assertThat(controlPlane().pausedEntities("jushuitan")).doesNotContainKey(account);
    }

    @Test
    void credentialsComeBackAsTheyWereGiven() {
        assertThat(controlPlane().credentials(addAccount(AppKind.OWN))).isEqualTo(new Credentials("key", "secret"));
    }

    @Test
    void anUnknownAccountIsRefused() {
        assertThatExceptionOfType(ControlPlaneRefusedException.class)
                .isThrownBy(() -> controlPlane().access("999999", "a"))
                .extracting(ControlPlaneException::code)
                .isEqualTo("BI-BASIC-01");
    }

    @Test
    void aDisabledAccountGetsNeitherTokensNorPermits() {
        var account = addAccount(AppKind.OWN);
        disable(account);

        assertThatExceptionOfType(ControlPlaneRefusedException.class)
                .isThrownBy(() -> controlPlane().access(account, "a"))
                .extracting(ControlPlaneException::code)
                .isEqualTo("BI-BASIC-03");
        assertThat(controlPlane()
                        .permits("jushuitan", List.of(new PermitRequest(account, Priority.LIVE, 1)))
                        .getFirst()
                        .code())
                .isEqualTo("BI-BASIC-03");
    }

    @Test
    void oneCallerGetsTheDutyToFetchTheFirstToken() {
        var account = addAccount(AppKind.OWN);
        var refresh = refresh(account);
        assertThat(refresh.kind()).isEqualTo(RefreshKind.INITIAL);
        assertThat(refresh.credentials()).isEqualTo(new Credentials("key", "secret"));
        assertThat(refresh.refreshToken()).isNull();

        assertThat(controlPlane().access(account, "b")).isInstanceOf(Access.Wait.class);

        var token = token("one", Duration.ofDays(30));
        controlPlane().storeToken(account, refresh.fence(), token);
        controlPlane().storeToken(account, refresh.fence(), token);
        assertThat(controlPlane().access(account, "b")).isEqualTo(new Access.Granted("one", token.expiresAt()));
    }

    @Test
    void anExpiredRefreshLeaseIsTakenOverAndItsFenceRefused() {
        var account = addAccount(AppKind.OWN);
        var first = refresh(account);
        clock().advance(Duration.ofMinutes(2));
        var second = refresh(account);

        assertThat(second.fence()).isGreaterThan(first.fence());
        assertThatExceptionOfType(LeaseLostException.class)
                .isThrownBy(() -> controlPlane().storeToken(account, first.fence(), token("old", DAY)));
        controlPlane().storeToken(account, second.fence(), token("new", DAY));
        assertThat(controlPlane().access(account, "a")).isInstanceOf(Access.Granted.class);
    }

    @Test
    void aTokenIsRefreshedADayBeforeItsEndByOneCallerWhileTheOthersGoOn() {
        var account = tokenAccount(Duration.ofDays(30));
        clock().advance(Duration.ofDays(29).minusMinutes(1));
        assertThat(controlPlane().access(account, "a")).isInstanceOf(Access.Granted.class);

        clock().advance(Duration.ofMinutes(2));
        var refresh = refresh(account);
        assertThat(refresh.kind()).isEqualTo(RefreshKind.REFRESH);
        assertThat(refresh.refreshToken()).isEqualTo("refresh-one");
        assertThat(controlPlane().access(account, "b")).isInstanceOf(Access.Granted.class);

        controlPlane().storeToken(account, refresh.fence(), token("two", Duration.ofDays(30)));
        assertThat(controlPlane().access(account, "b"))
                .isInstanceOfSatisfying(
                        Access.Granted.class,
                        granted -> assertThat(granted.accessToken()).isEqualTo("two"));
    }

    @Test
    void aRefreshThatFailsIsTriedAgainEveryHourAndFromTheStartAfterTheEnd() {
        var account = tokenAccount(Duration.ofDays(30));
        clock().advance(Duration.ofDays(29).plusMinutes(1));
        refresh(account);
        clock().advance(Duration.ofMinutes(50));
        assertThat(controlPlane().access(account, "a")).isInstanceOf(Access.Granted.class);
        clock().advance(Duration.ofMinutes(11));
        assertThat(refresh(account).kind()).isEqualTo(RefreshKind.REFRESH);

        clock().advance(DAY);
        assertThat(refresh(account).kind()).isEqualTo(RefreshKind.INITIAL);
    }

    @Test
    void aTokenThatTheErpRejectsIsReplacedFromTheStart() {
        var account = tokenAccount(Duration.ofDays(30));
        controlPlane().tokenRejected(account, "another");
        assertThat(controlPlane().access(account, "a")).isInstanceOf(Access.Granted.class);

        controlPlane().tokenRejected(account, "one");
        assertThat(refresh(account).kind()).isEqualTo(RefreshKind.INITIAL);
        assertThat(controlPlane().access(account, "a")).isInstanceOf(Access.Wait.class);
    }

    @Test
    void whoeverFindsTheOldTokenDeadWhileOneRefreshesItWaitsForTheNewOne() {
        var account = tokenAccount(Duration.ofDays(30));
        clock().advance(Duration.ofDays(29).plusMinutes(1));
        var refresh = refresh(account);

        controlPlane().tokenRejected(account, "one");
        assertThat(controlPlane().access(account, "b")).isInstanceOf(Access.Wait.class);
        controlPlane().storeToken(account, refresh.fence(), token("two", DAY));
        assertThat(controlPlane().access(account, "b")).isInstanceOf(Access.Granted.class);
    }

    @Test
    void anAccountOfAServiceProviderNeedsTheMerchant() {
        assertThat(controlPlane().access(addAccount(AppKind.ISV), "a")).isInstanceOf(Access.NeedsAuthorisation.class);
    }

    @Test
    void aLinkIsTheMerchantsForAQuarterOfAnHourAndTheNewestOneCounts() {
        var account = addAccount(AppKind.ISV);
        var replaced = openAuthorisation(account);
        var state = openAuthorisation(account);

        assertThat(controlPlane().authorisation(state))
                .isEqualTo(new OpenAuthorisation(account, new Credentials("key", "secret")));
        assertNotOpen(() -> controlPlane().authorisation(replaced));
        assertNotOpen(() -> controlPlane().authorisation("x".repeat(43)));
        clock().advance(Duration.ofMinutes(15));
        assertNotOpen(() -> controlPlane().authorisation(state));
        assertNotOpen(() -> controlPlane().useAuthorisation(account, state, "a"));
    }

    @Test
    void aLinkIsUsedOnceAndForItsOwnAccount() {
        var account = addAccount(AppKind.ISV);
        var other = addAccount(AppKind.ISV);
        openAuthorisation(other);
        var state = openAuthorisation(account);

        assertNotOpen(() -> controlPlane().useAuthorisation(other, state, "a"));
        var lease = controlPlane().useAuthorisation(account, state, "a");
        assertThat(lease.kind()).isEqualTo(RefreshKind.CODE);
        assertThat(lease.credentials()).isEqualTo(new Credentials("key", "secret"));
        assertNotOpen(() -> controlPlane().useAuthorisation(account, state, "a"));
        assertNotOpen(() -> controlPlane().authorisation(state));

        assertThat(controlPlane().access(account, "b")).isInstanceOf(Access.Wait.class);
        var token = token("granted", Duration.ofDays(30));
        controlPlane().storeToken(account, lease.fence(), token);
        assertThat(controlPlane().access(account, "b")).isEqualTo(new Access.Granted("granted", token.expiresAt()));
    }

    @Test
    void aCodeWhoseTokenIsNeverStoredLeavesTheMerchantToBeAskedAgainAndItsFenceRefused() {
        var account = addAccount(AppKind.ISV);
        var lost = controlPlane().useAuthorisation(account, openAuthorisation(account), "dies");
        clock().advance(Duration.ofMinutes(1));
        assertThat(controlPlane().access(account, "a")).isInstanceOf(Access.NeedsAuthorisation.class);

        var lease = controlPlane().useAuthorisation(account, openAuthorisation(account), "a");
        assertThatExceptionOfType(LeaseLostException.class)
                .isThrownBy(() -> controlPlane().storeToken(account, lost.fence(), token("late", DAY)));
        controlPlane().storeToken(account, lease.fence(), token("new", DAY));
        assertThat(controlPlane().access(account, "a")).isInstanceOf(Access.Granted.class);
    }

    @Test
    void whileACodeIsExchangedTheOldTokenStaysInUse() {
        var account = addAccount(AppKind.ISV);
        var first = controlPlane().useAuthorisation(account, openAuthorisation(account), "a");
        controlPlane().storeToken(account, first.fence(), token("old", DAY));

        controlPlane().useAuthorisation(account, openAuthorisation(account), "a");
        assertThat(controlPlane().access(account, "b"))
                .isInstanceOfSatisfying(
                        Access.Granted.class,
                        granted -> assertThat(granted.accessToken()).isEqualTo("old"));
    }

    @Test
    void aDisabledAccountIsNotAuthorised() {
        var account = addAccount(AppKind.ISV);
        var state = openAuthorisation(account);
        disable(account);

        assertThatExceptionOfType(ControlPlaneRefusedException.class)
                .isThrownBy(() -> controlPlane().useAuthorisation(account, state, "a"))
                .extracting(ControlPlaneException::code)
                .isEqualTo("BI-BASIC-03");
    }

    @Test
    void aCompanyIsAdoptedOnceAndAnotherOneRefused() {
        var account = addAccount(AppKind.OWN);
        controlPlane().adoptCompany(account, "12000");
        controlPlane().adoptCompany(account, "12000");

        assertThat(controlPlane().accounts("jushuitan"))
                .filteredOn(it -> it.id().equals(account))
                .extracting(Account::companyId)
                .containsExactly("12000");
        assertThatExceptionOfType(ControlPlaneRefusedException.class)
                .isThrownBy(() -> controlPlane().adoptCompany(account, "12001"))
                .extracting(ControlPlaneException::code)
                .isEqualTo("BI-BASIC-24");
    }

    @Test
    void aSourceIsToldToOneHolderUntilNothingIsHeardOfItUnderVersionsThatGrow() {
        var account = addAccount(AppKind.OWN);
        var other = addAccount(AppKind.ISV);
        disable(other);
        var ttl = Duration.ofMinutes(2);
        var first = controlPlane().status("jushuitan", "a", ttl).orElseThrow();
        var second = controlPlane().status("jushuitan", "a", ttl).orElseThrow();

        assertThat(second.version()).isGreaterThan(first.version());
        assertThat(first.accounts())
                .filteredOn(it -> List.of(account, other).contains(it.id()))
                .extracting(KnownAccount::id, KnownAccount::kind, KnownAccount::enabled)
                .containsExactly(tuple(account, "OWN", true), tuple(other, "ISV", false));

        assertThat(controlPlane().status("jushuitan", "b", ttl)).isEmpty();
        assertThat(controlPlane().status("leke", "b", ttl))
                .hasValueSatisfying(it -> assertThat(it.accounts())
                        .noneMatch(leke -> List.of(account, other).contains(leke.id())));

        clock().advance(ttl);
        assertThat(controlPlane().status("jushuitan", "b", ttl))
                .hasValueSatisfying(it -> assertThat(it.version()).isGreaterThan(second.version()));
        assertThat(controlPlane().status("jushuitan", "a", ttl)).isEmpty();
        clock().advance(ttl);
    }

    @Test
    void aReportCanBeRepeated() {
        var account = addAccount(AppKind.OWN);
        var now = clock().instant();
        var report = new StatusReport(
                "jushuitan",
                "instance-1",
                now,
                List.of(new StatusReport.Loaded(account, "order", 10, 1, now, now)),
                List.of(new StatusReport.Lag("order", 0, now, 3, 6)),
                List.of(new StatusReport.History("order", 5)),
                List.of(new StatusReport.Trouble(
                        "order", new StatusReport.Obstacle(StatusReport.Place.STARROCKS, "BI-LOAD-01", now))),
                List.of(
                        new StatusReport.Read(account, "order", now.minusSeconds(1), now.minusSeconds(9), null),
                        new StatusReport.Read(
                                account,
                                "refund",
                                null,
                                null,
                                new StatusReport.Obstacle(StatusReport.Place.REFUSED, "BI-JST-01", now))));

        assertThatNoException().isThrownBy(() -> {
            controlPlane().report(report);
            controlPlane().report(report);
        });
    }

    @Test
    void aReportOfListenersCanBeRepeated() {
        var report = new ListenerReport("your-own", "instance-1", List.of(listener(clock().instant())));

        assertThatNoException().isThrownBy(() -> {
            controlPlane().report(report);
            controlPlane().report(report);
        });
    }

    private static void assertNotOpen(ThrowingCallable question) {
        assertThatExceptionOfType(ControlPlaneRefusedException.class)
                .isThrownBy(question)
                .extracting(ControlPlaneException::code)
                .isEqualTo("BI-BASIC-32");
    }

    private static ListenerStatus listener(Instant at) {
        return new ListenerStatus(
                "orders",
                ListenerStatus.Kind.LOADING,
                List.of("erp.jushuitan.order"),
                "bi-api-jushuitan.orders",
                ListenerStatus.State.RUNNING,
                null,
                null,
                1,
                1,
                List.of(new ListenerStatus.ListenerPartition(
                        "erp.jushuitan.order", 0, 5L, 5L, 7L, 2L, ListenerStatus.Standing.RESTS, "BI-LOAD-01")),
                new ListenerStatus.LastError(
                        "BI-LANE-02 IllegalStateException",
                        new ListenerStatus.FailedRecord("erp.jushuitan.order", 0, 4, "7:38852"),
                        at),
                1,
                at,
                0.5);
    }

    private Access.Refresh refresh(String account) {
        var access = controlPlane().access(account, "a");
        assertThat(access).isInstanceOf(Access.Refresh.class);
        return (Access.Refresh) access;
    }

    private Token token(String name, Duration lifetime) {
        return new Token(
                name,
                "refresh-" + name,
                clock().instant().truncatedTo(ChronoUnit.MILLIS).plus(lifetime));
    }

    private String tokenAccount(Duration lifetime) {
        var account = addAccount(AppKind.OWN);
        controlPlane().storeToken(account, refresh(account).fence(), token("one", lifetime));
        return account;
    }
}
