package io.bisync.local.starrocks;

import io.bisync.local.starrocks.http.Answer;
import io.bisync.local.starrocks.http.Exchange;
import io.bisync.local.starrocks.http.ExchangeHandler;
import io.bisync.local.starrocks.table.RefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.json.JsonMapper;

/** What StarRocks does not have: schema files in, counters and loads out. */
final class ControlAddress implements ExchangeHandler {

    private static final String JSON = "application/json";

    private final StarRocksStandIn standIn;
    private final JsonMapper json = JsonMapper.builder().build();

    ControlAddress(StarRocksStandIn standIn) {
        this.standIn = standIn;
    }

    @Override
    public void handle(Exchange exchange) throws IOException {
        var route = exchange.method() + " /" + String.join("/", exchange.path());
        exchange.answer(
                switch (route) {
                    case "GET /control" -> Answer.ok(JSON, json.writeValueAsString(standIn.overview()));
                    case "GET /control/counters" -> Answer.ok(JSON, json.writeValueAsString(standIn.counters()));
                    case "GET /control/loads" -> loads(exchange);
                    case "POST /control/ddl" -> ddl(exchange);
                    default -> Answer.of(404, "Not Found", "text/plain", "GET /control shows what there is\n");
                });
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

    private Answer ddl(Exchange exchange) throws IOException {
        var file = new String(exchange.body().readAllBytes(), StandardCharsets.UTF_8);
        try {
            standIn.apply(file);
            return Answer.ok("text/plain", "OK\n");
        } catch (RefusedException e) {
            return Answer.of(400, "Bad Request", "text/plain", e.getMessage() + "\n");
        }
    }
}
