package io.bisync.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Goes where a merchant's browser goes, with its cookies, one redirect at a time. */
public final class MerchantsBrowser {

    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    /** From a link through Jushuitan's page, where the merchant agrees, and back to where the link came from. */
    public HttpResponse<String> letIn(URI link) {
        return open(throughJushuitan(link));
    }

    /** The same, up to the address that Jushuitan sends the browser back to, which it does not open yet. */
    public URI throughJushuitan(URI link) {
        URI page = location(open(link));
        HttpResponse<String> form = open(page);
        if (form.statusCode() != 200) {
            throw new IllegalStateException("Jushuitan's page does not open: " + form.body());
        }
        return location(send(HttpRequest.newBuilder(page.resolve("/auth"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("consent=yes"))));
    }

    /** What a browser sees at an address. */
    public HttpResponse<String> open(URI address) {
        return send(HttpRequest.newBuilder(address).header("Accept", "text/html,application/xhtml+xml"));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new UncheckedIOException("The merchant's browser was not answered", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The merchant's browser was interrupted", interrupted);
        }
    }

    private static URI location(HttpResponse<String> answer) {
        if (answer.statusCode() != 302) {
            throw new IllegalStateException(
                    "The merchant's browser is led nowhere: %d %s".formatted(answer.statusCode(), answer.body()));
        }
        return URI.create(answer.headers().firstValue("Location").orElseThrow());
    }
}
