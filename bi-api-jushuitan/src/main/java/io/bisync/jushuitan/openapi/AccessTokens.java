package io.bisync.jushuitan.openapi;

import io.bisync.account.Access;
import io.bisync.account.Account;
import io.bisync.account.AppKind;
import io.bisync.account.ControlPlane;
import io.bisync.account.LeaseLostException;
import io.bisync.account.RefreshKind;
import io.bisync.account.Token;
import io.bisync.jushuitan.openapi.ApiResult.Failure;
import io.bisync.jushuitan.openapi.ApiResult.Permanent;
import io.bisync.jushuitan.openapi.ApiResult.Refusal;
import io.bisync.jushuitan.openapi.ApiResult.Success;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the token to call with. bi-basic decides who refreshes; whoever it is makes the token call here and stores the
 * answer under the fence of the lease. No token stays in this process.
 */
final class AccessTokens {

    private static final Logger log = LoggerFactory.getLogger(AccessTokens.class);
    private static final int MOST_QUESTIONS = 40;

    private final ControlPlane controlPlane;
    private final JushuitanClient client;
    private final String holder;
    private final Map<String, String> failures = new ConcurrentHashMap<>();

    AccessTokens(ControlPlane controlPlane, JushuitanClient client, String holder) {
        this.controlPlane = controlPlane;
        this.client = client;
        this.holder = holder;
    }

    String token(Account account, CallContext callContext) throws CallFailedException, InterruptedException {
        for (int question = 0; question < MOST_QUESTIONS; question++) {
            switch (controlPlane.access(account.id(), holder)) {
                case Access.Granted granted -> {
                    return granted.accessToken();
                }
                case Access.Wait wait -> callContext.await(wait.pause());
                case Access.NeedsAuthorisation _ -> throw authorisationNeeded(account);
                case Access.Refresh refresh -> renew(account, refresh);
            }
        }
        throw CallFailedException.passing(
                Failure.TOKEN,
                "Account %s got no access token; whoever refreshes it does not finish".formatted(account.id()));
    }

    /** A refresh comes long before the old token ends, so its failure is not the caller's: bi-basic decides what then. */
    private void renew(Account account, Access.Refresh lease) throws CallFailedException {
        try {
            refresh(account, lease);
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

    private void refresh(Account account, Access.Refresh lease) throws CallFailedException {
        ApiResult<Token> apiResult = ask(account, lease);
        switch (apiResult) {
            case Success<Token>(Token token) -> {
                try {
                    controlPlane.storeToken(account.id(), lease.fence(), token);
                    stored(account);
                } catch (LeaseLostException late) {
                    // Another replica has refreshed meanwhile: the next question brings its token.
                    log.atInfo()
                            .addKeyValue("account", account.id())
                            .log("Somebody else refreshed the token first: {}", late.getMessage());
                }
            }
            case Permanent<Token> refused -> throw CallFailedException.of(refused);
            case ApiResult.Transient<Token> failed -> throw CallFailedException.of(failed);
            case ApiResult.Throttled<Token> _ ->
                throw CallFailedException.passing(Failure.LIMIT, "The token call met the frequency limit");
            case ApiResult.TokenInvalid<Token> _ ->
                throw CallFailedException.passing(
                        Failure.TOKEN, "The refresh token of account %s is invalid".formatted(account.id()));
            case ApiResult.ClockSkew<Token>(String message) ->
                throw CallFailedException.passing(Failure.CLOCK, message);
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

    private ApiResult<Token> ask(Account account, Access.Refresh lease) throws CallFailedException {
        String refreshToken = lease.refreshToken();
        if (lease.kind() == RefreshKind.REFRESH && refreshToken != null) {
            ApiResult<Token> apiResult = client.refreshedToken(account.id(), lease.credentials(), refreshToken);
            if (!isUseless(apiResult) || account.appKind() == AppKind.ISV) {
                return apiResult;
            }
        }
        if (account.appKind() == AppKind.ISV) {
            throw authorisationNeeded(account);
        }
        return client.initialToken(account.id(), lease.credentials());
    }

    /** Whether the refresh token is of no use any more; a wrong secret or address would spoil a first token as well. */
    private static boolean isUseless(ApiResult<Token> apiResult) {
        return switch (apiResult) {
            case Permanent<Token> refused ->
                refused.refusal() != Refusal.ADDRESS && refused.refusal() != Refusal.SIGNATURE;
            case ApiResult.TokenInvalid<Token> _ -> true;
            case Success<Token> _,
                    ApiResult.Throttled<Token> _,
                    ApiResult.ClockSkew<Token> _,
                    ApiResult.Transient<Token> _ -> false;
        };
    }

    private static CallFailedException authorisationNeeded(Account account) {
        return CallFailedException.of(new Permanent<>(
                Refusal.AUTHORISATION,
                150,
                "the merchant of account %s has to authorise the app again".formatted(account.id())));
    }
}
