package io.bisync.local.starrocks;

import io.bisync.local.starrocks.fault.Fault;
import io.bisync.local.starrocks.fault.Faults;
import io.bisync.local.starrocks.http.Answer;
import io.bisync.local.starrocks.http.Exchange;
import io.bisync.local.starrocks.row.JsonText;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.function.Supplier;

/** Where the frontend sends a load that it has let in. */
final class LoadRedirect {

    private final Supplier<URI> backend;
    private final Faults faults;

    LoadRedirect(Supplier<URI> backend, Faults faults) {
        this.backend = backend;
        this.faults = faults;
    }

    Answer answer(Exchange exchange) {
        var label = Objects.requireNonNullElse(exchange.header("label"), "");
        return switch (faults.strike(Fault.Redirect.class, exchange.path().get(2), label)) {
            case null -> to(backend.get(), exchange);
            case Fault.SlowRedirect(var pause) -> {
                faults.hold(pause);
                yield to(backend.get(), exchange);
            }
            case Fault.RedirectTo(var address) -> to(address, exchange);
            case Fault.FrontendPage(var status) -> Answer.page(status);
            case Fault.NoBackend() -> failed("No backend alive.");
        };
    }

    static Answer failed(String message) {
        return Answer.ok("application/json; charset=UTF-8", """
                        {
                          "Status": "FAILED",
                          "Message": %s
                        }""".formatted(
                                JsonText.quoted("class com.starrocks.common.DdlException: " + message)))
                .closing();
    }

    private static Answer to(URI address, Exchange exchange) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("location", URI.create(address + exchange.target()).toASCIIString());
        return new Answer(307, "Temporary Redirect", headers, "")
                .with("content-type", "text/html")
                .closing();
    }
}
