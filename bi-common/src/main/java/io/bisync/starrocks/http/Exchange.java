package io.bisync.starrocks.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bisync.tls.CertificateProblem;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Base64;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * One request to StarRocks and its answer, through redirects that are followed by hand.
 * Credentials are sent again to allowed hosts and to nobody else; every exchange ends in the given time.
 */
public final class Exchange implements AutoCloseable {

    private static final int MOST_HOPS = 4;
    private static final int CONNECTIONS_PER_HOST = 64;

    private final CloseableHttpClient client;
    private final AllowedHosts allowed;
    private final Rewrites rewrites;
    private final String credentials;
    private final ScheduledThreadPoolExecutor deadlines;

    public Exchange(StarRocksProperties settings) {
        this(settings, null);
    }

    /**
     * A client of its own.
     *
     * @param tls whom to believe, and who we are; without it, whom the JVM believes
     */
    Exchange(StarRocksProperties settings, @Nullable SSLContext tls) {
        client = client(settings, tls);
        rewrites = new Rewrites(settings.rewrites());
        allowed = new AllowedHosts(settings.frontends(), settings.backends());
        credentials = "Basic "
                + Base64.getEncoder().encodeToString((settings.username() + ":" + settings.password()).getBytes(UTF_8));
        deadlines = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("starrocks-deadlines").factory());
        deadlines.setRemoveOnCancelPolicy(true);
    }

    private static CloseableHttpClient client(StarRocksProperties settings, @Nullable SSLContext tls) {
        var connections = ConnectionConfig.custom()
                .setConnectTimeout(Timeout.of(settings.connectTimeout()))
                .setSocketTimeout(Timeout.of(settings.longestLoad()))
                .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                .setTimeToLive(TimeValue.ofMinutes(5))
                .build();
        var pool = PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnPerRoute(CONNECTIONS_PER_HOST)
                .setMaxConnTotal(4 * CONNECTIONS_PER_HOST)
                .setDefaultConnectionConfig(connections)
                .setTlsSocketStrategy(tls == null ? null : new DefaultClientTlsStrategy(tls))
                .build();
        return HttpClients.custom()
                .setConnectionManager(pool)
                .setRequestExecutor(new ExpectContinueExecutor())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setExpectContinueEnabled(true)
                        .setConnectionRequestTimeout(Timeout.of(settings.longestLoad()))
                        .setResponseTimeout(Timeout.of(settings.longestLoad()))
                        .build())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableAuthCaching()
                .disableCookieManagement()
                .disableContentCompression()
                .setUserAgent("bisync")
                .build();
    }

    /**
     * Sends a request and follows redirects.
     *
     * @throws UnreachableException when the last host could not be connected to, so that nothing was sent
     * @throws RedirectRefusedException when a redirect leads elsewhere
     */
    Reply send(URI start, Limit limit, Function<URI, HttpUriRequestBase> request) throws IOException {
        var end = System.nanoTime() + limit.atMost().toNanos();
        var uri = start;
        for (var hop = 0; hop < MOST_HOPS; hop++) {
            var next = request.apply(uri);
            next.setHeader(HttpHeaders.AUTHORIZATION, credentials);
            var answer = within(end - System.nanoTime(), uri, next, limit.bytes());
            if (answer.location() == null) {
                return answer.reply();
            }
            uri = redirect(uri, answer.location());
        }
        throw new RedirectRefusedException("More than " + MOST_HOPS + " redirects, the last one to " + uri.getHost());
    }

    /** Reads an address that needs no credentials, if its host is allowed. */
    Reply open(URI address, Limit limit) throws IOException {
        var uri = rewrites.apply(address);
        if (!allowed.contain(uri)) {
            throw new RedirectRefusedException(refusal(uri));
        }
        return within(limit.atMost().toNanos(), uri, new HttpGet(uri), limit.bytes())
                .reply();
    }

    private URI redirect(URI from, String location) throws RedirectRefusedException {
        URI to;
        try {
            to = rewrites.apply(from.resolve(location));
        } catch (IllegalArgumentException unreadable) {
            throw new RedirectRefusedException(from.getHost() + " redirects to something that is not an address");
        }
        if (!allowed.contain(to)) {
            throw new RedirectRefusedException(refusal(to));
        }
        return to;
    }

    private String refusal(URI uri) {
        if (allowed.disclose(uri)) {
            return "StarRocks is asked over https and names an address in clear, " + uri.getScheme() + "://"
                    + uri.getHost()
                    + ":" + uri.getPort() + ". Let bi.starrocks.rewrites lead to one with TLS: "
                    + uri.getHost() + ":" + uri.getPort() + "=https://host:port";
        }
        return "StarRocks names the host " + uri.getHost() + ":" + uri.getPort()
                + ", which is not in bi.starrocks.backends. Add it there if it is one of your BE nodes.";
    }

    private record Answer(Reply reply, @Nullable String location) {}

    private Answer within(long nanos, URI uri, HttpUriRequestBase request, int longest) throws IOException {
        if (nanos <= 0) {
            throw new InterruptedIOException("No time is left");
        }
        var deadline = deadlines.schedule(request::abort, nanos, TimeUnit.NANOSECONDS);
        try {
            return read(client.executeOpen(null, request, null), longest);
        } catch (ConnectException | UnknownHostException | NoRouteToHostException | ConnectTimeoutException nobody) {
            throw new UnreachableException(uri, nobody);
        } catch (SSLException refused) {
            // Whom we do not believe gets nothing; any other end of a connection may come after the body.
            throw CertificateProblem.of(refused).isPresent() ? new UnreachableException(uri, refused) : refused;
        } finally {
            deadline.cancel(false);
            // Drops the connection of an answer that was not read whole; closing it, or a response handler, would read
            // on
            // to the end, however far that is. An answer that was read whole has given its connection back.
            request.abort();
        }
    }

    private static Answer read(ClassicHttpResponse response, int longest) throws IOException {
        var entity = response.getEntity();
        var bytes = entity == null ? new byte[0] : entity.getContent().readNBytes(longest + 1);
        var location = response.getCode() / 100 == 3 ? response.getFirstHeader(HttpHeaders.LOCATION) : null;
        return new Answer(Reply.of(response.getCode(), bytes, longest), location == null ? null : location.getValue());
    }

    @Override
    public void close() throws IOException {
        deadlines.shutdownNow();
        client.close();
    }
}
