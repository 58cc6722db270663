package io.bisync.account.rest;

import io.bisync.account.Access;
import io.bisync.account.Account;
import io.bisync.account.ControlPlane;
import io.bisync.account.ControlPlaneRefusedException;
import io.bisync.account.Credentials;
import io.bisync.account.Cursor;
import io.bisync.account.FieldRules;
import io.bisync.account.HeldAccount;
import io.bisync.account.KnownSnapshot;
import io.bisync.account.Leases;
import io.bisync.account.ListenerReport;
import io.bisync.account.NewFields;
import io.bisync.account.OpenAuthorisation;
import io.bisync.account.PermitRequest;
import io.bisync.account.Permits;
import io.bisync.account.PushDoor;
import io.bisync.account.SealedColumns;
import io.bisync.account.SnapshotRow;
import io.bisync.account.SourceStatus;
import io.bisync.account.StatusReport;
import io.bisync.account.Token;
import io.bisync.account.api.AccountApi;
import io.bisync.account.api.HoldApi;
import io.bisync.account.api.LeaseApi.LeaseRequest;
import io.bisync.account.api.PermitApi;
import io.bisync.account.api.SnapshotApi;
import io.bisync.account.api.SourceStatusApi.StatusRequest;
import io.bisync.account.api.TokenApi;
import io.bisync.secret.Secrets;
import io.bisync.secret.Sha256;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The control plane over bi-basic's REST. Secrets travel sealed and are opened here. */
final class RestControlPlane implements ControlPlane {

    private final BasicClient basic;
    private final @Nullable Secrets secrets;

    RestControlPlane(BasicClient basic, @Nullable Secrets secrets) {
        this.basic = basic;
        this.secrets = secrets;
    }

    @Override
    public List<Account> accounts(String source) {
        return basic.ask(it -> it.accounts(source)).accounts();
    }

    @Override
    public Leases lease(String source, String holder, Duration ttl, List<HeldAccount> held) {
        return basic.ask(it -> it.lease(source, new LeaseRequest(holder, ttl, held)));
    }

    @Override
    public void release(String source, String holder) {
        basic.tell(it -> it.release(source, holder));
    }

    @Override
    public Optional<Cursor> cursor(String account, String entity) {
        return Optional.ofNullable(basic.ask(it -> it.cursor(account, entity)).getBody());
    }

    @Override
    public KnownSnapshot snapshot(String account, String entity) {
        return basic.ask(it -> it.snapshot(account, entity));
    }

    @Override
    public long snapshotVersion(String account, long fence, String entity, List<String> keys) {
        return basic.ask(it -> it.snapshotVersion(account, entity, new SnapshotApi.SnapshotVersionRequest(fence, keys)))
                .version();
    }

    @Override
    public void noteSnapshot(
            String account, long fence, String entity, List<SnapshotRow> published, List<String> deleted) {
        var rows = published.stream().map(SnapshotApi.PublishedRow::of).toList();
        basic.tell(it -> it.noteSnapshot(account, entity, new SnapshotApi.PublishedRows(fence, rows, deleted)));
    }

    @Override
    public Access access(String account, String holder) {
        var secrets = secrets();
        var answer = basic.askOnce(it -> it.access(account, new TokenApi.AccessRequest(holder)));
        return switch (answer.state()) {
            case GRANTED ->
                new Access.Granted(
                        secrets.unseal(SealedColumns.accessToken(account), present(answer.accessToken())),
                        present(answer.expiresAt()));
            case REFRESH -> refresh(account, answer);
            case WAIT -> new Access.Wait(present(answer.pause()));
            case NEEDS_AUTHORISATION -> new Access.NeedsAuthorisation(present(answer.pause()));
        };
    }

    @Override
    public void storeToken(String account, long fence, Token token) {
        var refreshToken = token.refreshToken();
        var sealed = new TokenApi.NewToken(
                fence,
                secrets().seal(SealedColumns.accessToken(account), token.accessToken()),
                refreshToken == null ? null : secrets().seal(SealedColumns.refreshToken(account), refreshToken),
                token.expiresAt());
        basic.tell(it -> it.storeToken(account, sealed));
    }

    @Override
    public void tokenRejected(String account, String accessToken) {
        basic.tell(it -> it.tokenRejected(account, new TokenApi.RejectedToken(Sha256.hex(accessToken))));
    }

    @Override
    public OpenAuthorisation authorisation(String state) {
        var opened = basic.ask(it -> it.authorisation(Sha256.hex(state)));
        return new OpenAuthorisation(
                opened.account(), credentials(opened.account(), opened.appKey(), opened.appSecret()));
    }

    @Override
    public Access.Refresh useAuthorisation(String account, String state, String holder) {
        return refresh(
                account,
                basic.askOnce(
                        it -> it.useAuthorisation(account, Sha256.hex(state), new TokenApi.AccessRequest(holder))));
    }

    @Override
    public Credentials credentials(String account) {
        var answer = basic.ask(it -> it.credentials(account));
        return credentials(account, answer.appKey(), answer.appSecret());
    }

    @Override
    public void adoptCompany(String account, String company) {
        basic.tell(it -> it.adoptCompany(account, new AccountApi.Company(company)));
    }

    @Override
    public List<Permits> permits(String source, List<PermitRequest> requests) {
        return basic.askOnce(it -> it.permits(source, new PermitApi.PermitRequests(requests)))
                .answers();
    }

    @Override
    public void throttled(String account, Duration pause) {
        basic.tell(it -> it.throttled(account, new PermitApi.Pause(pause)));
    }

    @Override
    public Set<String> heldAccounts(String source) {
        return basic.ask(it -> it.holds(source)).holds().stream()
                .map(BasicApi.Hold::account)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Map<String, Set<String>> pausedEntities(String source) {
        return basic.ask(it -> it.pausedEntities(source)).entities().stream()
                .collect(Collectors.groupingBy(
                        BasicApi.PausedEntity::account,
                        Collectors.mapping(BasicApi.PausedEntity::entity, Collectors.toUnmodifiableSet())));
    }

    @Override
    public List<PushDoor> pushDoors(String source) {
        return basic.ask(it -> it.pushDoors(source)).doors();
    }

    @Override
    public List<String> accountsWith(String source, String kind, String id) {
        return basic.ask(it -> it.related(kind, id)).entities().stream()
                .filter(it -> it.source().equals(source))
                .map(BasicApi.Related::account)
                .distinct()
                .toList();
    }

    @Override
    public boolean holdBegan(String source, String account, String topic, int partition, long offset) {
        return basic.ask(it -> it.holdBegan(new HoldApi.FirstHeldRecord(source, account, topic, partition, offset)))
                .held();
    }

    @Override
    public void rulesInForce(String source, FieldRules rules) {
        basic.tell(it -> it.rulesInForce(source, rules));
    }

    @Override
    public void newFields(String source, NewFields fields) {
        basic.tell(it -> it.newFields(source, fields));
    }

    @Override
    public Optional<SourceStatus> status(String source, String holder, Duration ttl) {
        return Optional.ofNullable(basic.ask(it -> it.status(source, new StatusRequest(holder, ttl)))
                .getBody());
    }

    @Override
    public void releaseStatus(String source, String holder) {
        basic.tell(it -> it.releaseStatus(source, holder));
    }

    @Override
    public void report(StatusReport report) {
        basic.tell(it -> it.report(report));
    }

    @Override
    public void report(ListenerReport report) {
        basic.tell(it -> it.report(report));
    }

    private Access.Refresh refresh(String account, TokenApi.AccessAnswer answer) {
        var refreshToken = answer.refreshToken();
        return new Access.Refresh(
                answer.fence(),
                present(answer.kind()),
                credentials(account, present(answer.appKey()), present(answer.appSecret())),
                refreshToken == null ? null : secrets().unseal(SealedColumns.refreshToken(account), refreshToken));
    }

    private Credentials credentials(String account, String appKey, String sealedSecret) {
        return new Credentials(appKey, secrets().unseal(SealedColumns.appSecret(account), sealedSecret));
    }

    private Secrets secrets() {
        if (secrets == null) {
            throw new ControlPlaneRefusedException(
                    "BI-ACCOUNT-03", "Credentials and tokens are sealed; set bi.secret.keyset to open them");
        }
        return secrets;
    }

    private static <T> T present(@Nullable T part) {
        return Objects.requireNonNull(part, "bi-basic left a part out of its answer");
    }
}
