package io.bisync.jushuitan.openapi;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The service does not know where Jushuitan is. */
final class MissingUrlException extends RuntimeException {

    MissingUrlException(@Nullable URI url) {
        super("bi.openapi.url is not the address of the Jushuitan open API: "
                + (url == null ? "it is not set" : "'" + url + "'"));
    }
}
