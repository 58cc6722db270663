package io.bisync.starrocks.http;

import io.bisync.starrocks.ErrorCode;
import java.io.IOException;
import java.time.Duration;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** Whether loads can work: an FE answers and at least one BE is online. */
final class StarRocksHealthIndicator extends AbstractHealthIndicator {

    private static final Duration LONGEST_QUESTION = Duration.ofSeconds(5);

    private final Exchange exchange;
    private final Frontends frontends;
    private final Patience patience;

    StarRocksHealthIndicator(StarRocksProperties settings, Exchange exchange) {
        this.exchange = exchange;
        this.frontends = new Frontends(settings.frontends());
        this.patience = Patience.shared(LONGEST_QUESTION, settings.frontends().size());
    }

    /** Down is an answer, not an exception: the base class would log a stack trace at every look. */
    @Override
    protected void doHealthCheck(Health.Builder builder) {
        try {
            describe(ask(), builder);
        } catch (IOException failed) {
            builder.down()
                    .withDetail("code", ErrorCode.UNREACHABLE.code())
                    .withDetail("reason", failed.getClass().getSimpleName());
        }
    }

    private Reply ask() throws IOException {
        return frontends.ask(
                patience,
                failed -> true,
                reply -> reply.status() != 200,
                (frontend, atMost) ->
                        exchange.send(frontend.resolve("/api/health"), Limit.answer(atMost), HttpGet::new));
    }

    private static void describe(Reply reply, Health.Builder builder) {
        var online = Json.object(reply.text())
                .map(json -> json.path("online_backend_num").asInt(0))
                .orElse(0);
        builder.withDetail("backends", online);
        if (reply.status() == 200 && online > 0) {
            builder.up();
        } else {
            builder.outOfService().withDetail("code", ErrorCode.UNREACHABLE.code());
        }
    }
}
