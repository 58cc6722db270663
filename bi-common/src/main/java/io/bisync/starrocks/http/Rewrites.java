package io.bisync.starrocks.http;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Other addresses for BE nodes whose own ones lead nowhere from here, or lead there in clear; the path stays. */
final class Rewrites {

    private static final String TLS = "https://";

    private final Map<String, String> addresses;

    /** Each one reads {@code be-0:8040=127.0.0.1:18040}, or {@code be-0:8040=https://be-0:8443}. */
    Rewrites(List<String> rewrites) {
        addresses = rewrites.stream()
                .map(rewrite -> rewrite.split("=", -1))
                .peek(Rewrites::check)
                .collect(Collectors.toMap(
                        parts -> parts[0].strip().toLowerCase(Locale.ROOT), parts -> parts[1].strip()));
    }

    private static void check(String[] parts) {
        if (parts.length != 2 || !isAddress(parts[0]) || !isAddress(withoutScheme(parts[1]))) {
            throw new IllegalArgumentException(
                    "bi.starrocks.rewrites reads be-0:8040=127.0.0.1:18040, not " + String.join("=", parts));
        }
    }

    private static boolean isAddress(String text) {
        return text.strip().matches("[^/@\\s]+:\\d{1,5}");
    }

    URI apply(URI uri) {
        var address = addresses.get(AllowedHosts.address(uri).toLowerCase(Locale.ROOT));
        if (address == null || uri.getHost() == null || uri.getUserInfo() != null) {
            return uri;
        }
        var query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        var scheme = address.startsWith(TLS) ? TLS : uri.getScheme() + "://";
        return URI.create(scheme + withoutScheme(address) + uri.getRawPath() + query);
    }

    private static String withoutScheme(String address) {
        var text = address.strip();
        return text.startsWith(TLS) ? text.substring(TLS.length()) : text;
    }
}
