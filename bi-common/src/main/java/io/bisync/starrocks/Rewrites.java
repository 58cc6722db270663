package io.bisync.starrocks;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Other addresses for BE nodes whose own ones lead nowhere from here; the path stays. */
final class Rewrites {

    private final Map<String, String> addresses;

    /** Each one reads {@code be-0:8040=127.0.0.1:18040}. */
    Rewrites(List<String> rewrites) {
        addresses = rewrites.stream()
                .map(rewrite -> rewrite.split("=", -1))
                .peek(Rewrites::check)
                .collect(Collectors.toMap(
                        parts -> parts[0].strip().toLowerCase(Locale.ROOT), parts -> parts[1].strip()));
    }

    private static void check(String[] parts) {
        if (parts.length != 2 || !isAddress(parts[0]) || !isAddress(parts[1])) {
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
        return URI.create(uri.getScheme() + "://" + address + uri.getRawPath() + query);
    }
}
