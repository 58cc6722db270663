package io.bisync.account.rest;

import io.bisync.account.Account;
import io.bisync.account.HeldAccount;
import io.bisync.account.PermitRequest;
import io.bisync.account.Permits;
import io.bisync.account.RefreshKind;
import io.bisync.account.SnapshotRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bodies of bi-basic's REST calls that are not types of the control plane themselves; secrets are sealed in all of them. */
interface Wire {

    record Accounts(List<Account> accounts) {}

    record LeaseRequest(String holder, Duration ttl, List<HeldAccount> held) {}

    record SnapshotChange(long fence, List<String> keys) {}

    record SnapshotVersion(long version) {}

    record SnapshotRows(long fence, List<SnapshotRow> published, List<String> deleted) {}

    record AccessRequest(String holder) {}

    enum AccessState {
        GRANTED,
        REFRESH,
        WAIT,
        NEEDS_AUTHORISATION
    }

    record AccessAnswer(
            AccessState state,
            @Nullable Instant expiresAt,
            @Nullable Duration pause,
            long fence,
            @Nullable RefreshKind kind,
            @Nullable String accessToken,
            @Nullable String refreshToken,
            @Nullable String appKey,
            @Nullable String appSecret) {}

    record NewToken(
            long fence, String accessToken, @Nullable String refreshToken, Instant expiresAt) {}

    record RejectedToken(String sha256) {}

    record SealedCredentials(String appKey, String appSecret) {}

    record Company(String companyId) {}

    record PermitRequests(List<PermitRequest> requests) {}

    record PermitAnswers(List<Permits> answers) {}

    record Pause(Duration pause) {}

    record Holds(List<Hold> holds) {}

    record Hold(String account) {}

    record HoldBegan(String source, String account, String topic, int partition, long offset) {}

    record HoldAnswer(boolean held) {}

    record Problem(@Nullable String code, @Nullable String detail) {}
}
