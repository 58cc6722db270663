package io.bisync.jushuitan.call;

import io.bisync.account.Account;
import io.bisync.account.ControlPlane;
import io.bisync.account.Priority;
import io.bisync.event.Trace;
import io.bisync.jushuitan.openapi.ApiResult.Limit;
import io.bisync.jushuitan.openapi.Call;
import io.bisync.jushuitan.openapi.CallContext;
import io.bisync.jushuitan.openapi.CallFailedException;
import io.bisync.jushuitan.openapi.CallLimits;
import io.bisync.jushuitan.openapi.Endpoint;
import io.bisync.jushuitan.openapi.Merchant;
import io.bisync.jushuitan.openapi.OpenApi;
import io.bisync.jushuitan.openapi.Page;
import io.bisync.jushuitan.openapi.PageQuery;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks for pages in an account's name: with permits and a token of bi-basic, and only of the account's own company. */
public final class RateLimitedClient {

    private static final Logger log = LoggerFactory.getLogger(RateLimitedClient.class);

    private final ControlPlane controlPlane;
    private final OpenApi api;
    private final AccessTokens tokens;
    private final Map<Limit, Duration> pauses;
    private final CallMeters meters;
    private final Companies companies;
    private final PermitQueue permits;

    RateLimitedClient(
            ControlPlane controlPlane,
            OpenApi api,
            AccessTokens tokens,
            Map<Limit, Duration> pauses,
            CallMeters meters,
            InstantSource clock) {
        this.controlPlane = controlPlane;
        this.api = api;
        this.tokens = tokens;
        this.pauses = new EnumMap<>(pauses);
        this.meters = meters;
        this.companies = new Companies(controlPlane);
        this.permits = new PermitQueue(controlPlane, clock);
    }

    /**
     * One page; waits for permits and for a token, and tells bi-basic of every limit that was passed. A trace begins with
     * it: what the thread publishes and logs until the next page comes of this one.
     */
    public Page page(Account account, Priority priority, Endpoint endpoint, PageQuery query, CallContext callContext)
            throws CallFailedException, InterruptedException {
        Trace.begin();
        Merchant merchant = new Merchant(api, tokens.of(account), new AccountLimits(account.id(), priority));
        Page page = merchant.page(endpoint, query, new Watched(account.id(), endpoint, query, callContext));
        companies.require(account, page);
        return page;
    }

    /** Token and credentials of the account may have changed: they are asked for before its next call. */
    public void forget(String account) {
        tokens.forget(account);
    }

    /** The permits of an account are bi-basic's. */
    private final class AccountLimits implements CallLimits {

        private final String account;
        private final Priority priority;

        AccountLimits(String account, Priority priority) {
            this.account = account;
            this.priority = priority;
        }

        @Override
        public Permit await(CallContext callContext) throws InterruptedException {
            permits.await(account, priority, callContext);
            return Permit.PLAIN;
        }

        @Override
        public void passed(Limit limit) {
            controlPlane.throttled(account, pauses.getOrDefault(limit, Duration.ofSeconds(1)));
        }
    }

    /** Every call is counted and logged; whoever asks for a page hears of the calls for it, not of those for tokens. */
    private final class Watched implements CallContext {

        private final String account;
        private final Endpoint endpoint;
        private final PageQuery query;
        private final CallContext callContext;

        Watched(String account, Endpoint endpoint, PageQuery query, CallContext callContext) {
            this.account = account;
            this.endpoint = endpoint;
            this.query = query;
            this.callContext = callContext;
        }

        @Override
        public void await(Duration duration) throws InterruptedException {
            callContext.await(duration);
        }

        @Override
        public void called(Call call) {
            meters.called(account, call);
            log.atDebug()
                    .addKeyValue("account", account)
                    .addKeyValue("millis", call.took().toMillis())
                    .log("Called {} with {}: {}", call.path(), query, call.code());
            if (call.path().equals(endpoint.path())) {
                callContext.called(call);
            }
        }
    }
}
