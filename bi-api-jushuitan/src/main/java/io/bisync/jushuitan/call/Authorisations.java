package io.bisync.jushuitan.call;

import io.bisync.account.Access;
import io.bisync.account.ControlPlane;
import io.bisync.account.ControlPlaneException;
import io.bisync.account.Credentials;
import io.bisync.account.OpenAuthorisation;
import io.bisync.jushuitan.openapi.App;
import io.bisync.jushuitan.openapi.Authorisation;
import io.bisync.jushuitan.openapi.Authorisation.ForgedCallbackException;
import io.bisync.jushuitan.openapi.Call;
import io.bisync.jushuitan.openapi.CallContext;
import io.bisync.jushuitan.openapi.CallFailedException;
import io.bisync.jushuitan.openapi.OpenApi;
import io.bisync.jushuitan.openapi.Token;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets service providers' apps in: where the merchant goes, and the token for what comes back. Which links are open bi-basic
 * says; that what came back is Jushuitan's, the signature with the app's secret.
 */
public final class Authorisations {

    private static final Logger log = LoggerFactory.getLogger(Authorisations.class);

    /** A merchant agreed in vain. */
    public static final String NOT_STORED = "BI-JST-86";

    private final ControlPlane controlPlane;
    private final OpenApi api;
    private final URI page;
    private final String holder;
    private final CallMeters meters;
    private final InstantSource clock;

    Authorisations(
            ControlPlane controlPlane, OpenApi api, URI page, String holder, CallMeters meters, InstantSource clock) {
        this.controlPlane = controlPlane;
        this.api = api;
        this.page = page;
        this.holder = holder;
        this.meters = meters;
        this.clock = clock;
    }

    /** Jushuitan's page for the link that ends with this state; as often as it is asked for, until the link is used. */
    public URI page(String state) {
        OpenAuthorisation open = controlPlane.authorisation(state);
        return Authorisation.address(page, app(open.credentials()), state, clock.instant());
    }

    /**
     * Exchanges the code of a callback and stores the token. The link is used up before: a code that is lost on the way is
     * replaced by another link and never by a second try.
     *
     * @param state the callback's
     * @param query all parameters of the callback, decoded
     * @throws ForgedCallbackException where Jushuitan did not sign it; the link stays open
     * @throws CallFailedException where the link is used up and there is no token
     */
    public void finish(String state, Map<String, String> query) throws ForgedCallbackException, CallFailedException {
        OpenAuthorisation open = controlPlane.authorisation(state);
        String code = Authorisation.callback(app(open.credentials()), query).code();
        Access.Refresh lease = controlPlane.useAuthorisation(open.account(), state, holder);
        Token token = api.exchangedToken(app(lease.credentials()), code, new Counted(open.account()))
                .orElseThrow();
        store(open.account(), lease, token);
        log.atInfo().addKeyValue("account", open.account()).log("The merchant let the app in");
    }

    private void store(String account, Access.Refresh lease, Token token) throws CallFailedException {
        try {
            controlPlane.storeToken(
                    account,
                    lease.fence(),
                    new io.bisync.account.Token(token.accessToken(), token.refreshToken(), token.expiresAt()));
        } catch (ControlPlaneException lost) {
            throw CallFailedException.refused(
                    NOT_STORED, "The token of account %s was not stored: %s".formatted(account, lost.getMessage()));
        }
    }

    private static App app(Credentials credentials) {
        return new App(credentials.appKey(), credentials.appSecret());
    }

    /** A single call, which waits for nothing. */
    private final class Counted implements CallContext {

        private final String account;

        Counted(String account) {
            this.account = account;
        }

        @Override
        public void await(Duration duration) throws InterruptedException {
            throw new InterruptedException("An exchange of a code waits for nothing");
        }

        @Override
        public void called(Call call) {
            meters.called(account, call);
        }
    }
}
