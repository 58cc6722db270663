package io.bisync.jushuitan.openapi;

import java.net.URI;
import java.time.Duration;

/**
 * Where Jushuitan is, and how patient its callers are.
 *
 * @param url the address of the open API
 * @param authPath where its token calls are
 * @param connectTimeout how long a connection may take to open
 * @param readTimeout how long one answer may take, from the request to its last byte
 * @param maxAnswer the largest answer that is read, in bytes
 */
public record OpenApiAddress(URI url, String authPath, Duration connectTimeout, Duration readTimeout, int maxAnswer) {

    private static final int USUAL_ANSWER = 64 << 20;

    /** The real one. */
    public static OpenApiAddress production() {
        return at(URI.create("https://openapi.jushuitan.com"));
    }

    /** The one to try things out at: its token calls are elsewhere, and it pushes nothing. */
    public static OpenApiAddress sandbox() {
        return new OpenApiAddress(
                URI.create("https://dev-api.jushuitan.com"),
                "/openWebIsv/auth",
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                USUAL_ANSWER);
    }

    /** Something that answers as the real one does. */
    public static OpenApiAddress at(URI url) {
        return new OpenApiAddress(url, "/openWeb/auth", Duration.ofSeconds(5), Duration.ofSeconds(30), USUAL_ANSWER);
    }
}
