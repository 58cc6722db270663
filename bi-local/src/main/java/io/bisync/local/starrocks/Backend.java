package io.bisync.local.starrocks;

import io.bisync.local.starrocks.http.Answer;
import io.bisync.local.starrocks.http.Exchange;
import io.bisync.local.starrocks.http.ExchangeHandler;
import io.bisync.local.starrocks.load.StreamLoad;
import java.io.IOException;
import java.net.URI;
import java.util.function.Supplier;

/** The backend: it takes loads and shows why rows were filtered. */
final class Backend implements ExchangeHandler {

    private final StreamLoad streamLoad;
    private final Supplier<URI> self;

    Backend(StreamLoad streamLoad, Supplier<URI> self) {
        this.streamLoad = streamLoad;
        this.self = self;
    }

    @Override
    public void handle(Exchange exchange) throws IOException {
        var path = exchange.path();
        if (exchange.method().equals("PUT")
                && path.size() == 4
                && path.getLast().equals("_stream_load")) {
            streamLoad.handle(
                    exchange, path.get(1), path.get(2), () -> self.get().toString());
        } else if (exchange.method().equals("GET") && String.join("/", path).equals("api/_load_error_log")) {
            var text = streamLoad.errorLog(exchange.query().getOrDefault("file", ""));
            exchange.answer(
                    text == null
                            ? Answer.of(404, "Not Found", "text/plain", "Not Found")
                            : Answer.ok("text/plain", text));
        } else if (exchange.method().equals("GET") && String.join("/", path).equals("api/health")) {
            exchange.answer(Answer.ok("application/json", "{\"status\": \"OK\",\"msg\": \"To Be Added\"}"));
        } else {
            exchange.answer(
                    Answer.of(404, "Not Found", "text/html", "Not Found").closing());
        }
    }
}
