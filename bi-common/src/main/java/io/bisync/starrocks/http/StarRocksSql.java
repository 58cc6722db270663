package io.bisync.starrocks.http;

import io.bisync.starrocks.ErrorCode;
import io.bisync.starrocks.StarRocksException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.jspecify.annotations.Nullable;

/** SQL over HTTP: one SELECT, SHOW or DESC at a time, for small results. */
public final class StarRocksSql {

    private static final Duration LONGEST_STATEMENT = Duration.ofSeconds(60);

    private final String path;
    private final Exchange exchange;
    private final Frontends frontends;
    private final Patience patience;

    StarRocksSql(StarRocksProperties settings, Exchange exchange) {
        this.path = "/api/v1/catalogs/default_catalog/databases/" + settings.database() + "/sql";
        this.exchange = exchange;
        this.frontends = new Frontends(settings.frontends());
        this.patience = Patience.shared(LONGEST_STATEMENT, settings.frontends().size());
    }

    /**
     * The rows of a statement, values as JSON has them (decimals are text).
     *
     * @throws StarRocksException when the statement fails or its result is cut short
     */
    public List<List<@Nullable Object>> query(String sql) {
        return SqlResult.rows(ask(sql));
    }

    private Reply ask(String sql) {
        try {
            return frontends.ask(
                    patience,
                    failed -> !(failed instanceof RedirectRefusedException),
                    reply -> reply.status() == 503,
                    (frontend, atMost) -> exchange.send(frontend.resolve(path), Limit.result(atMost), uri -> {
                        var post = new HttpPost(uri);
                        post.setEntity(
                                new StringEntity("{\"query\":" + Json.quoted(sql) + "}", ContentType.APPLICATION_JSON));
                        // The answer needs no handshake: the statement is small.
                        post.setConfig(RequestConfig.DEFAULT);
                        return post;
                    }));
        } catch (RedirectRefusedException refused) {
            throw new StarRocksException(ErrorCode.REDIRECT_REFUSED, String.valueOf(refused.getMessage()), refused);
        } catch (IOException failed) {
            throw new StarRocksException(
                    ErrorCode.UNREACHABLE, "No FE answered a statement: " + failed.getMessage(), failed);
        }
    }
}
