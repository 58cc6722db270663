package io.bisync.jushuitan.call;

import io.bisync.account.Access;
import io.bisync.account.Account;
import io.bisync.account.AppKind;
import io.bisync.account.ControlPlane;
import io.bisync.account.Credentials;
import io.bisync.account.LeaseLostException;
import io.bisync.account.RefreshKind;
import io.bisync.jushuitan.openapi.ApiResult;
import io.bisync.jushuitan.openapi.ApiResult.Failure;
import io.bisync.jushuitan.openapi.ApiResult.Permanent;
import io.bisync.jushuitan.openapi.ApiResult.Refusal;
import io.bisync.jushuitan.openapi.App;
import io.bisync.jushuitan.openapi.CallContext;
import io.bisync.jushuitan.openapi.CallFailedException;
import io.bisync.jushuitan.openapi.OpenApi;
import io.bisync.jushuitan.openapi.Token;
import io.bisync.jushuitan.openapi.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the tokens to call with. bi-basic decides who refreshes; whoever it is makes the token call here and stores the
 * answer under the fence of the lease. What opens the door is held here for a while only: every page would otherwise cost two
 * more questions to bi-basic.
 */
final class AccessTokens {

    private static final Logger log = LoggerFactory.getLogger(AccessTokens.class);
    private static final int MOST_QUESTIONS = 40;

    /** Whatever is wrong with what is held, the ERP's answer says it, and bi-basic is asked again. */
    private static final Duration HOLD = Duration.ofMinutes(2);

    private record Held(Tokens.Grant grant, Instant until) {}

    private final ControlPlane controlPlane;
    private final OpenApi api;
    private final String holder;
    private final InstantSource clock;
    private final Map<String, Held> held = new ConcurrentHashMap<>();
    private final Map<String, String> failures = new ConcurrentHashMap<>();

    AccessTokens(ControlPlane controlPlane, OpenApi api, String holder, InstantSource clock) {
        this.controlPlane = controlPlane;
        this.api = api;
        this.holder = holder;
        this.clock = clock;
    }

    Tokens of(Account account) {
        return new AccountTokens(account);
    }

    void forget(String account) {
        held.remove(account);
    }

    private final class AccountTokens implements Tokens {

        private final Account account;

        AccountTokens(Account account) {
            this.account = account;
        }

        @Override
        public Grant grant(CallContext callContext) throws CallFailedException, InterruptedException {
            Held last = held.get(account.id());
            if (last != null && clock.instant().isBefore(last.until())) {
                return last.grant();
            }
            String token = token(account, callContext);
            Grant fresh = new Grant(app(controlPlane.credentials(account.id())), token);
            held.put(account.id(), new Held(fresh, clock.instant().plus(HOLD)));
            return fresh;
        }

        @Override
        public void rejected(Grant grant) {
            forget(account.id());
            controlPlane.tokenRejected(account.id(), grant.accessToken());
        }

        @Override
        public void refused() {
            forget(account.id());
        }
    }

    private String token(Account account, CallContext callContext) throws CallFailedException, InterruptedException {
        for (int question = 0; question < MOST_QUESTIONS; question++) {
            switch (controlPlane.access(account.id(), holder)) {
                case Access.Granted granted -> {
                    return granted.accessToken();
                }
                case Access.Wait wait -> callContext.await(wait.pause());
                case Access.NeedsAuthorisation _ -> throw authorisationNeeded(account);
                case Access.Refresh refresh -> renew(account, refresh, callContext);
            }
        }
        throw CallFailedException.passing(
                Failure.TOKEN,
                "Account %s got no access token; whoever refreshes it does not finish".formatted(account.id()));
    }

    /** A refresh comes long before the old token ends, so its failure is not the caller's: bi-basic decides what then. */
    private void renew(Account account, Access.Refresh lease, CallContext callContext) throws CallFailedException {
        try {
            store(account, lease, ask(account, lease, callContext).orElseThrow());
        } catch (CallFailedException failed) {
            if (lease.kind() == RefreshKind.INITIAL) {
                throw failed;
            }
            if (!failed.code().equals(failures.put(account.id(), failed.code()))) {
                log.atWarn()
                        .addKeyValue("account", account.id())
                        .addKeyValue("code", failed.code())
                        .log("{}. The access token was not refreshed, the old one stays in use", failed.getMessage());
            }
        }
    }

    private void store(Account account, Access.Refresh lease, Token token) {
        try {
            controlPlane.storeToken(
                    account.id(),
                    lease.fence(),
                    new io.bisync.account.Token(token.accessToken(), token.refreshToken(), token.expiresAt()));
            stored(account);
        } catch (LeaseLostException late) {
            // Another replica has refreshed meanwhile: the next question brings its token.
            log.atInfo()
                    .addKeyValue("account", account.id())
                    .log("Somebody else refreshed the token first: {}", late.getMessage());
        }
    }

    /** bi-basic logs every token: here only the end of a failure is news. */
    private void stored(Account account) {
        String failure = failures.remove(account.id());
        if (failure != null) {
            log.atInfo()
                    .addKeyValue("account", account.id())
                    .addKeyValue("code", failure)
                    .log("The access token is refreshed after {}", failure);
        }
    }

    private ApiResult<Token> ask(Account account, Access.Refresh lease, CallContext callContext)
            throws CallFailedException {
        App app = app(lease.credentials());
        String refreshToken = lease.kind() == RefreshKind.REFRESH ? lease.refreshToken() : null;
        if (account.appKind() == AppKind.OWN) {
            return api.ownToken(app, refreshToken, callContext);
        }
        if (refreshToken == null) {
            throw authorisationNeeded(account);
        }
        return api.refreshedToken(app, refreshToken, callContext);
    }

    private static App app(Credentials credentials) {
        return new App(credentials.appKey(), credentials.appSecret());
    }

    private static CallFailedException authorisationNeeded(Account account) {
        return CallFailedException.of(new Permanent<>(
                Refusal.AUTHORISATION,
                150,
                "the merchant of account %s has to authorise the app again".formatted(account.id())));
    }
}
