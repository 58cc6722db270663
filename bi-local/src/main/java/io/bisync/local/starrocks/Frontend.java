package io.bisync.local.starrocks;

import io.bisync.local.starrocks.fault.Fault;
import io.bisync.local.starrocks.fault.Faults;
import io.bisync.local.starrocks.http.Answer;
import io.bisync.local.starrocks.http.Credentials;
import io.bisync.local.starrocks.http.Exchange;
import io.bisync.local.starrocks.http.ExchangeHandler;
import io.bisync.local.starrocks.row.JsonText;
import io.bisync.local.starrocks.sql.HttpSql;
import io.bisync.local.starrocks.table.Schema;
import io.bisync.local.starrocks.transaction.LoadState;
import io.bisync.local.starrocks.transaction.Transactions;
import java.io.IOException;
import java.net.URI;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The frontend: it redirects loads and never lets a client send a body for one, tells the state of labels, and runs queries. */
final class Frontend implements ExchangeHandler {

    private static final String JSON = "application/json; charset=UTF-8";
    private static final String HTML = "text/html";

    private final Schema schema;
    private final Transactions transactions;
    private final HttpSql sql;
    private final Credentials credentials;
    private final LoadRedirect redirect;
    private final Faults faults;

    Frontend(
            Schema schema,
            Transactions transactions,
            HttpSql sql,
            Credentials credentials,
            Supplier<URI> backend,
            Faults faults) {
        this.schema = schema;
        this.transactions = transactions;
        this.sql = sql;
        this.credentials = credentials;
        this.redirect = new LoadRedirect(backend, faults);
        this.faults = faults;
    }

    @Override
    public void handle(Exchange exchange) throws IOException {
        var path = exchange.path();
        var method = exchange.method();
        if (path.size() == 4 && path.getFirst().equals("api") && path.get(3).equals("_stream_load")) {
            if (method.equals("PUT")) {
                streamLoad(exchange);
                return;
            }
        } else if (path.size() == 3 && path.get(2).equals("get_load_state") && method.equals("GET")) {
            if (isAuthorized(exchange)) {
                exchange.answer(loadState(exchange, path.get(1)));
            }
            return;
        } else if (path.size() == 4 && path.get(3).equals("_cancel") && method.equals("POST")) {
            if (isAuthorized(exchange)) {
                exchange.answer(cancel(exchange, path.get(1)));
            }
            return;
        } else if (String.join("/", path).equals("api/health") && method.equals("GET")) {
            exchange.answer(Answer.ok(JSON, "{\"online_backend_num\":1,\"total_backend_num\":1,\"status\":\"OK\"}"));
            return;
        } else if (String.join("/", path).startsWith("api/v1/catalogs/")
                && path.getLast().equals("sql")) {
            if (method.equals("POST") && isAuthorized(exchange)) {
                query(exchange);
                return;
            }
        } else if (isKnownButMissing(String.join("/", path))) {
            exchange.answer(
                    Answer.of(501, "Not Implemented", HTML, "The stand-in does not implement " + exchange.target())
                            .closing());
            return;
        }
        if (!exchange.isAnswered()) {
            exchange.answer(Answer.of(404, "Not Found", HTML, "Not Found").closing());
        }
    }

    private static boolean isKnownButMissing(String path) {
        return path.startsWith("api/transaction/")
                || path.equals("api/bootstrap")
                || path.endsWith("/_schema")
                || path.equals("metrics");
    }

    private void streamLoad(Exchange exchange) throws IOException {
        var denied = denial(exchange);
        if (denied != null) {
            exchange.answer(denied.closing());
        } else if (exchange.isAtLeastHttp11() && !exchange.expectsContinue()) {
            exchange.answer(LoadRedirect.failed("There is no 100-continue header"));
        } else {
            exchange.answer(redirect.answer(exchange));
        }
    }

    private void query(Exchange exchange) throws IOException {
        var path = exchange.path();
        if (path.size() == 5) {
            sql.handle(exchange, path.get(3), null);
        } else if (path.size() == 7 && path.get(4).equals("databases")) {
            sql.handle(exchange, path.get(3), path.get(5));
        } else {
            exchange.answer(Answer.of(404, "Not Found", HTML, "Not Found").closing());
        }
    }

    private Answer loadState(Exchange exchange, String database) {
        var refused = refusedParameters(exchange, database);
        if (refused != null) {
            return refused;
        }
        var load = transactions.stateOf(database, exchange.query().getOrDefault("label", ""));
        var reason =
                load.state() == LoadState.UNKNOWN ? "" : "\"reason\":%s,".formatted(JsonText.quoted(load.reason()));
        return Answer.ok(
                JSON,
                "{\"state\":\"%s\",%s\"status\":\"OK\",\"code\":\"0\",\"msg\":\"Success\",\"message\":\"OK\"}"
                        .formatted(load.state(), reason));
    }

    private Answer cancel(Exchange exchange, String database) {
        var refused = refusedParameters(exchange, database);
        if (refused != null) {
            return refused;
        }
        var label = exchange.query().getOrDefault("label", "");
        if (transactions.cancel(database, label)) {
            return Answer.ok(JSON, "{\"status\":\"OK\",\"code\":\"0\",\"msg\":\"Success\",\"message\":\"OK\"}");
        }
        var load = transactions.stateOf(database, label);
        return failed(
                load.state() == LoadState.UNKNOWN
                        ? "transaction not found, label=" + label
                        : "transaction %d state is %s, could not abort".formatted(load.transaction(), load.state()));
    }

    private @Nullable Answer refusedParameters(Exchange exchange, String database) {
        for (var name : exchange.query().keySet()) {
            if (!Set.of("label").contains(name)) {
                return failed("The stand-in does not implement the parameter '%s'".formatted(name));
            }
        }
        if (exchange.query().getOrDefault("label", "").isEmpty()) {
            return failed("No label selected.");
        }
        return schema.hasDatabase(database) ? null : failed("unknown database, database=" + database);
    }

    private static Answer failed(String message) {
        var quoted = JsonText.quoted(message);
        return Answer.ok(
                JSON, "{\"status\":\"FAILED\",\"code\":\"1\",\"msg\":%s,\"message\":%s}".formatted(quoted, quoted));
    }

    private boolean isAuthorized(Exchange exchange) throws IOException {
        var denied = denial(exchange);
        if (denied != null) {
            exchange.answer(denied);
        }
        return denied == null;
    }

    private @Nullable Answer denial(Exchange exchange) {
        var user = credentials.user(exchange);
        var label = Objects.requireNonNullElse(
                exchange.header("label"), exchange.query().getOrDefault("label", ""));
        var table = exchange.path().size() == 4 ? exchange.path().get(2) : "";
        var isRight = user != null && credentials.accept(exchange);
        if (isRight && faults.strike(Fault.Authorization.class, table, label) == null) {
            return null;
        }
        var message = JsonText.quoted(
                user == null
                        ? "Need auth information."
                        : "Access denied for %s@%s".formatted(user, exchange.clientAddress()));
        return Answer.of(
                        401,
                        "Unauthorized",
                        HTML,
                        "{\"status\":\"FAILED\",\"code\":\"1\",\"msg\":%s,\"message\":%s}".formatted(message, message))
                .with("www-authenticate", "Basic realm=\"\"");
    }
}
