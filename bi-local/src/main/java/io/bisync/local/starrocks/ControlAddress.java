package io.bisync.local.starrocks;

import io.bisync.local.starrocks.http.Answer;
import io.bisync.local.starrocks.http.Exchange;
import io.bisync.local.starrocks.http.ExchangeHandler;
import io.bisync.local.starrocks.table.RefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** What StarRocks does not have: schema files and faults in, counters and loads out. */
final class ControlAddress implements ExchangeHandler {

    private static final String JSON = "application/json";

    private final StarRocksStandIn standIn;
    private final ControlledFaults faults;
    private final JsonMapper json = JsonMapper.builder().build();

    ControlAddress(StarRocksStandIn standIn) {
        this.standIn = standIn;
        this.faults = new ControlledFaults(standIn.faults());
    }

    @Override
    public void handle(Exchange exchange) throws IOException {
        var route = exchange.method() + " /" + String.join("/", exchange.path());
        try {
            exchange.answer(answer(route, exchange));
        } catch (RefusedException | IllegalArgumentException | DateTimeParseException e) {
            exchange.answer(Answer.of(400, "Bad Request", "text/plain", e.getMessage() + "\n"));
        }
    }

    private Answer answer(String route, Exchange exchange) throws IOException {
        return switch (route) {
            case "GET /control" -> Answer.ok(JSON, json.writeValueAsString(standIn.overview()));
            case "GET /control/counters" -> Answer.ok(JSON, json.writeValueAsString(standIn.counters()));
            case "GET /control/loads" -> loads(exchange);
            case "POST /control/ddl" -> {
                standIn.apply(text(exchange));
                yield done("OK");
            }
            case "POST /control/labels/sweep" -> done("Forgot %d loads".formatted(sweep(exchange.query())));
            case "POST /control/restart" ->
                done("Forgot %d running loads"
                        .formatted(
                                standIn.restart(Duration.parse(exchange.query().getOrDefault("away", "PT2S")))));
            case "GET /control/faults" -> Answer.ok(JSON, faults.list());
            case "POST /control/faults" -> Answer.ok(JSON, faults.add(text(exchange)));
            case "POST /control/faults/release" -> {
                standIn.faults().release();
                yield done("OK");
            }
            case "DELETE /control/faults" -> {
                standIn.faults().clear();
                yield done("OK");
            }
            default -> Answer.of(404, "Not Found", "text/plain", "GET /control shows what there is\n");
        };
    }

    private Answer loads(Exchange exchange) {
        var query = exchange.query();
        var label = query.get("label");
        var table = query.get("table");
        var state = query.get("state");
        return Answer.ok(
                JSON,
                json.writeValueAsString(standIn.loads().stream()
                        .filter(load -> label == null || load.label().equals(label))
                        .filter(load -> table == null || load.table().equals(table))
                        .filter(load -> state == null || load.state().name().equals(state))
                        .toList()));
    }

    private int sweep(Map<String, String> query) {
        var labels = standIn.labels();
        var forgotten = query.isEmpty() ? labels.sweep() : 0;
        for (var how : query.entrySet()) {
            forgotten += switch (how.getKey()) {
                case "keep" -> labels.sweepTo(Integer.parseInt(how.getValue()));
                case "label" -> labels.sweepLabel(how.getValue());
                case "olderThan" -> labels.sweepOlderThan(Duration.parse(how.getValue()));
                default -> throw new IllegalArgumentException("A sweep takes keep, label or olderThan");
            };
        }
        return forgotten;
    }

    private static Answer done(String text) {
        return Answer.ok("text/plain", text + "\n");
    }

    private static String text(Exchange exchange) throws IOException {
        return new String(exchange.body().readAllBytes(), StandardCharsets.UTF_8);
    }
}
