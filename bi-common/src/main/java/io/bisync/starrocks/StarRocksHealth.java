package io.bisync.starrocks;

import java.time.Duration;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** Whether loads can work: an FE answers and at least one BE is online. */
final class StarRocksHealth extends AbstractHealthIndicator {

    private static final Duration LONGEST_QUESTION = Duration.ofSeconds(5);

    private final Exchange exchange;
    private final Frontends frontends;

    StarRocksHealth(StarRocksSettings settings, Exchange exchange) {
        super("No FE of bi.starrocks.frontends answers");
        this.exchange = exchange;
        this.frontends = new Frontends(settings.frontends());
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) throws Exception {
        var reply = frontends.ask(
                failed -> true,
                answer -> answer.status() != 200,
                frontend -> exchange.send(frontend.resolve("/api/health"), LONGEST_QUESTION, HttpGet::new));
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
