package io.bisync.jushuitan.openapi;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpTimeoutException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Posts forms over HTTP; redirects are not followed, because a signed form must not wander. */
final class HttpPost implements Post {

    private final HttpClient client;
    private final OpenApiAddress address;

    HttpPost(OpenApiAddress address) {
        this.address = address;
        this.client = HttpClient.newBuilder()
                .connectTimeout(address.connectTimeout())
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** The client's own time-out ends with the first byte of an answer; this one with the last. */
    @Override
    public byte[] send(String path, byte[] form) throws IOException {
        var request = HttpRequest.newBuilder(URI.create(address.url() + path))
                .header("Content-Type", "application/x-www-form-urlencoded;charset=UTF-8")
                .POST(HttpRequest.BodyPublishers.ofByteArray(form))
                .build();
        var answer = client.sendAsync(request, this::body);
        try {
            var response = answer.get(address.readTimeout().toMillis(), TimeUnit.MILLISECONDS);
            if (response.statusCode() != 200) {
                throw new StatusException(response.statusCode());
            }
            return response.body();
        } catch (TimeoutException _) {
            answer.cancel(true);
            throw new HttpTimeoutException("no whole answer within " + address.readTimeout());
        } catch (InterruptedException stopped) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while calling " + path);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof IOException cause
                    ? cause
                    : new IOException("No answer from " + path, failed.getCause());
        }
    }

    private HttpResponse.BodySubscriber<byte[]> body(HttpResponse.ResponseInfo info) {
        return info.statusCode() == 200 ? new BoundedBody(address.maxAnswer()) : BodySubscribers.replacing(new byte[0]);
    }
}
