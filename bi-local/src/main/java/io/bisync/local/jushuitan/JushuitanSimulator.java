package io.bisync.local.jushuitan;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.bisync.local.jushuitan.api.Account;
import io.bisync.local.jushuitan.api.CallLog;
import io.bisync.local.jushuitan.api.Faults;
import io.bisync.local.jushuitan.api.OpenApi;
import io.bisync.local.jushuitan.api.Signature;
import io.bisync.local.jushuitan.api.Speed;
import io.bisync.local.jushuitan.control.Control;
import io.bisync.local.jushuitan.field.Personal;
import io.bisync.local.jushuitan.merchant.Merchant;
import io.bisync.local.jushuitan.merchant.Pace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A Jushuitan on the loopback address: the open API, and a control address for people and tests. */
public final class JushuitanSimulator implements AutoCloseable {

    /** Stands in every personal value that the simulator sends. */
    public static final String PERSONAL_MARK = Personal.MARK;

    private final Map<Long, Account> accounts = new LinkedHashMap<>();
    private final OpenApi openApi;
    private final Speed speed;
    private final Pace pace;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer openApiServer;
    private final HttpServer controlServer;

    private JushuitanSimulator(SimulatorSettings settings) throws IOException {
        openApi = new OpenApi(settings.clock());
        speed = new Speed(settings.speed());
        for (MerchantSettings merchant : settings.merchants()) {
            Account account = account(merchant, settings, accounts.isEmpty());
            accounts.put(merchant.coId(), account);
            openApi.admit(account);
        }
        pace = new Pace(accounts.values().stream().map(Account::merchant).toList(), settings.changesPerSecond());
        openApiServer = serve(settings.openapiPort(), "/", openApi);
        openApiServer.createContext("/auth", openApi.authorisationPage());
        controlServer = serve(
                settings.controlPort(), "/control", new Control(accounts, openApi, pace, speed, settings.clock()));
    }

    /** Makes the merchants and listens. */
    public static JushuitanSimulator start(SimulatorSettings settings) {
        // The JDK's server sends small answers 40 ms late without this.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        try {
            return new JushuitanSimulator(settings);
        } catch (IOException failed) {
            throw new UncheckedIOException("The Jushuitan simulator cannot listen on its ports", failed);
        }
    }

    /** Where the open API is. */
    public URI openapi() {
        return address(openApiServer);
    }

    /** Where the control address is, without the leading {@code /control}. */
    public URI control() {
        return address(controlServer);
    }

    /** The accounts with their secrets, in the order of the settings. */
    public List<MerchantAccount> accounts() {
        List<MerchantAccount> all = new ArrayList<>();
        accounts.forEach((coId, account) -> all.add(
                new MerchantAccount(coId, account.name(), account.kind(), account.appKey(), account.appSecret())));
        return all;
    }

    /** A merchant, to look at its orders or to change them. */
    public Merchant merchant(long coId) {
        return find(coId).merchant();
    }

    /** An access token as a merchant's authorisation in a browser gives it: the only way for an ISV app. */
    public String authorise(long coId) {
        return find(coId).authorise();
    }

    /** Where a merchant lets a service provider's app in, when a browser opens it. */
    public URI authorisationPage() {
        return openapi().resolve("/auth");
    }

    /** Where the merchant is sent back to after it let the app in. */
    public void redirect(long coId, URI address) {
        find(coId).redirect(address);
    }

    /** Makes the account's tokens worthless before their time. */
    public void revokeTokens(long coId) {
        find(coId).revokeTokens();
    }

    /** How fast the orders live. */
    public Pace pace() {
        return pace;
    }

    /** How far the limits are raised. */
    public Speed speed() {
        return speed;
    }

    /** What goes wrong next. */
    public Faults faults() {
        return openApi.faults();
    }

    /** What was called. */
    public CallLog calls() {
        return openApi.log();
    }

    @Override
    public void close() {
        pace.close();
        openApiServer.stop(0);
        controlServer.stop(0);
        threads.shutdownNow();
    }

    private Account find(long coId) {
        Account account = accounts.get(coId);
        if (account == null) {
            throw new IllegalArgumentException("No merchant %d; there are %s".formatted(coId, accounts.keySet()));
        }
        return account;
    }

    private Account account(MerchantSettings settings, SimulatorSettings all, boolean first) {
        long seed = all.seed() * 1_000_003 + settings.coId();
        Merchant merchant = first
                ? Merchant.first(settings.coId(), settings.name(), seed, settings.orders(), all.history(), all.clock())
                : Merchant.further(
                        settings.coId(), settings.name(), seed, settings.orders(), all.history(), all.clock());
        return Account.of(
                merchant,
                settings.name(),
                settings.kind(),
                settings.appKey() == null ? made("key", seed) : settings.appKey(),
                settings.appSecret() == null ? made("secret", seed) : settings.appSecret(),
                all.tokenLifetime(),
                all.clock(),
                speed::factor);
    }

    private static String made(String what, long seed) {
        return Signature.of(what, Map.of("seed", Long.toString(seed)));
    }

    private HttpServer serve(int port, String path, HttpHandler handler) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext(path, handler);
        server.setExecutor(threads);
        server.start();
        return server;
    }

    private static URI address(HttpServer server) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }
}
