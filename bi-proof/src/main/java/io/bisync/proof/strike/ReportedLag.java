package io.bisync.proof.strike;

import io.bisync.local.starrocks.StarRocksStandIn;
import io.bisync.proof.finding.Finding;
import io.bisync.proof.probe.Patience;
import io.bisync.proof.probe.Topics;
import io.bisync.proof.probe.Web;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** StarRocks is away for a while; the lag that the service tells is held against what the broker says. */
final class ReportedLag implements FaultInjection {

    private static final Duration AWAY = Duration.ofSeconds(25);
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int GROWTH = 20;
    private static final String TOPIC = "leke.erp.order.change.v1";
    private static final String GROUP = "bi-api-leke.orders";
    private static final Pattern METER =
            Pattern.compile("(?m)^bi_loading_records_lag\\{[^}]*topic=\"" + Pattern.quote(TOPIC) + "\"[^}]*} (\\S+)$");
    private static final String QUESTION =
            "While StarRocks was away, meter and endpoint told the broker's end minus the committed offsets";

    private final StarRocksStandIn starRocks;
    private final Topics topics;
    private final URI leke;
    private final String token;
    private final Web web = new Web();

    ReportedLag(StarRocksStandIn starRocks, Topics topics, URI leke, String token) {
        this.starRocks = starRocks;
        this.topics = topics;
        this.leke = leke;
        this.token = token;
    }

    @Override
    public Finding strike() {
        var restart = CompletableFuture.runAsync(() -> starRocks.restart(AWAY));
        List<String> wrong = new ArrayList<>();
        long first = topics.lag(GROUP);
        if (!Patience.await(() -> topics.lag(GROUP) >= first + GROWTH, AWAY)) {
            wrong.add("The backlog did not grow");
        }
        // Nothing is committed meanwhile, so the lag only grows: what is told lies between the broker's two answers.
        long atLeast = topics.lag(GROUP);
        hold("meter", this::meter, atLeast, wrong);
        hold("endpoint", this::endpoint, atLeast, wrong);
        if (restart.isDone()) {
            wrong.add("StarRocks was back before the comparison was through");
        }
        restart.join();
        if (!Patience.await(() -> topics.lag(GROUP) < atLeast, Duration.ofMinutes(3))) {
            wrong.add("Nothing was loaded afterwards");
        }
        return FaultInjection.finding(QUESTION, "lag grew from %d to %d and more".formatted(first, atLeast), wrong);
    }

    private interface Teller {
        double lag();
    }

    private void hold(String name, Teller teller, long atLeast, List<String> wrong) {
        if (!Patience.await(() -> teller.lag() >= atLeast, LIMIT)) {
            wrong.add("The %s says %s, the broker said %d before".formatted(name, teller.lag(), atLeast));
        }
        var told = teller.lag();
        var atMost = topics.lag(GROUP);
        if (told > atMost) {
            wrong.add("The %s says %s, the broker only %d".formatted(name, told, atMost));
        }
    }

    private double meter() {
        var found = METER.matcher(web.get(leke.resolve("/actuator/prometheus"), token));
        return found.find() ? Double.parseDouble(found.group(1)) : Double.NaN;
    }

    private double endpoint() {
        return JsonMapper.shared()
                .readTree(web.get(leke.resolve("/actuator/loading"), token))
                .path("groups")
                .path(GROUP)
                .valueStream()
                .filter(it -> it.path("topic").asString("").equals(TOPIC))
                .map((JsonNode it) -> it.path("lag"))
                .mapToDouble(it -> it.isNumber() ? it.asDouble() : Double.NaN)
                .sum();
    }
}
