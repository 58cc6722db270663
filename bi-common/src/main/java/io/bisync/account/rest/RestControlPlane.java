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
import io.bisync.account.PermitRequest;
import io.bisync.account.Permits;
import io.bisync.account.SealedColumns;
import io.bisync.account.SnapshotRow;
import io.bisync.account.StatusReport;
import io.bisync.account.Token;
import io.bisync.secret.Secrets;
import io.bisync.secret.Sha256;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.client.RestClient.ResponseSpec;

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
        return basic.repeatable(
                        http -> http.get().uri("/api/accounts?source={source}", source),
                        answer -> answer.requiredBody(Wire.Accounts.class))
                .accounts();
    }

    @Override
    public Leases lease(String source, String holder, Duration ttl, List<HeldAccount> held) {
        return basic.repeatable(
                http -> http.post()
                        .uri("/api/sources/{source}/leases", source)
                        .body(new Wire.LeaseRequest(holder, ttl, held)),
                answer -> answer.requiredBody(Leases.class));
    }

    @Override
    public void release(String source, String holder) {
        basic.repeatable(
                http -> http.delete().uri("/api/sources/{source}/leases?holder={holder}", source, holder),
                ResponseSpec::toBodilessEntity);
    }

    @Override
    public Optional<Cursor> cursor(String account, String entity) {
        return Optional.ofNullable(basic.<@Nullable Cursor>repeatable(
                http -> http.get().uri("/api/accounts/{id}/cursors/{entity}", account, entity),
                answer -> answer.body(Cursor.class)));
    }

    @Override
    public KnownSnapshot snapshot(String account, String entity) {
        return basic.repeatable(
                http -> http.get().uri("/api/accounts/{id}/snapshots/{entity}", account, entity),
                answer -> answer.requiredBody(KnownSnapshot.class));
    }

    @Override
    public long snapshotVersion(String account, long fence, String entity, List<String> keys) {
        return basic.repeatable(
                        http -> http.post()
                                .uri("/api/accounts/{id}/snapshots/{entity}/versions", account, entity)
                                .body(new Wire.SnapshotChange(fence, keys)),
                        answer -> answer.requiredBody(Wire.SnapshotVersion.class))
                .version();
    }

    @Override
    public void noteSnapshot(
            String account, long fence, String entity, List<SnapshotRow> published, List<String> deleted) {
        basic.repeatable(
                http -> http.post()
                        .uri("/api/accounts/{id}/snapshots/{entity}/rows", account, entity)
                        .body(new Wire.SnapshotRows(fence, published, deleted)),
                ResponseSpec::toBodilessEntity);
    }

    @Override
    public Access access(String account, String holder) {
        var secrets = secrets();
        var answer = basic.once(
                http -> http.post().uri("/api/accounts/{id}/access", account).body(new Wire.AccessRequest(holder)),
                body -> body.requiredBody(Wire.AccessAnswer.class));
        return switch (answer.state()) {
            case GRANTED ->
                new Access.Granted(
                        secrets.unseal(SealedColumns.accessToken(account), present(answer.accessToken())),
                        present(answer.expiresAt()));
            case REFRESH ->
                new Access.Refresh(
                        answer.fence(),
                        present(answer.kind()),
                        new Credentials(
                                present(answer.appKey()),
                                secrets.unseal(SealedColumns.appSecret(account), present(answer.appSecret()))),
                        answer.refreshToken() == null
                                ? null
                                : secrets.unseal(SealedColumns.refreshToken(account), answer.refreshToken()));
            case WAIT -> new Access.Wait(present(answer.pause()));
            case NEEDS_AUTHORISATION -> new Access.NeedsAuthorisation(present(answer.pause()));
        };
    }

    @Override
    public void storeToken(String account, long fence, Token token) {
        var refreshToken = token.refreshToken();
        var body = new Wire.NewToken(
                fence,
                secrets().seal(SealedColumns.accessToken(account), token.accessToken()),
                refreshToken == null ? null : secrets().seal(SealedColumns.refreshToken(account), refreshToken),
                token.expiresAt());
        basic.repeatable(
                http -> http.put().uri("/api/accounts/{id}/token", account).body(body), ResponseSpec::toBodilessEntity);
    }

    @Override
    public void tokenRejected(String account, String accessToken) {
        basic.repeatable(
                http -> http.post()
                        .uri("/api/accounts/{id}/token/rejected", account)
                        .body(new Wire.RejectedToken(Sha256.hex(accessToken))),
                ResponseSpec::toBodilessEntity);
    }

    @Override
    public Credentials credentials(String account) {
        var answer = basic.repeatable(
                http -> http.get().uri("/api/accounts/{id}/credentials", account),
                body -> body.requiredBody(Wire.SealedCredentials.class));
        return new Credentials(answer.appKey(), secrets().unseal(SealedColumns.appSecret(account), answer.appSecret()));
    }

    @Override
    public void adoptCompany(String account, String company) {
        basic.repeatable(
                http -> http.put().uri("/api/accounts/{id}/company", account).body(new Wire.Company(company)),
                ResponseSpec::toBodilessEntity);
    }

    @Override
    public List<Permits> permits(String source, List<PermitRequest> requests) {
        return basic.once(
                        http -> http.post()
                                .uri("/api/sources/{source}/permits", source)
                                .body(new Wire.PermitRequests(requests)),
                        answer -> answer.requiredBody(Wire.PermitAnswers.class))
                .answers();
    }

    @Override
    public void throttled(String account, Duration pause) {
        basic.repeatable(
                http -> http.post().uri("/api/accounts/{id}/throttled", account).body(new Wire.Pause(pause)),
                ResponseSpec::toBodilessEntity);
    }

    @Override
    public Set<String> heldAccounts(String source) {
        return basic
                .repeatable(
                        http -> http.get().uri("/api/holds?source={source}", source),
                        answer -> answer.requiredBody(Wire.Holds.class))
                .holds()
                .stream()
                .map(Wire.Hold::account)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public boolean holdBegan(String source, String account, String topic, int partition, long offset) {
        return basic.repeatable(
                        http -> http.post()
                                .uri("/api/holds")
                                .body(new Wire.HoldBegan(source, account, topic, partition, offset)),
                        answer -> answer.requiredBody(Wire.HoldAnswer.class))
                .held();
    }

    @Override
    public void rulesInForce(String source, FieldRules rules) {
        basic.repeatable(
                http -> http.put().uri("/api/privacy/{source}", source).body(rules), ResponseSpec::toBodilessEntity);
    }

    @Override
    public void report(StatusReport report) {
        basic.repeatable(http -> http.post().uri("/api/status/reports").body(report), ResponseSpec::toBodilessEntity);
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
