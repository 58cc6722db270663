package io.bisync.local.starrocks.http;

import java.io.IOException;

/** Answers one request; an exception ends the connection. */
@FunctionalInterface
public interface ExchangeHandler {

    void handle(Exchange exchange) throws IOException;
}
