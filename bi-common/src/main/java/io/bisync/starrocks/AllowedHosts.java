package io.bisync.starrocks;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The hosts that a redirect or an error address may lead to: credentials and requests go nowhere else. */
final class AllowedHosts {

    private final List<String> patterns;

    AllowedHosts(List<URI> frontends, List<String> backends) {
        patterns = Stream.concat(frontends.stream().map(AllowedHosts::address), backends.stream())
                .map(address -> address.toLowerCase(Locale.ROOT))
                .toList();
    }

    boolean contain(URI uri) {
        if (uri.getHost() == null || uri.getUserInfo() != null || !isHttp(uri)) {
            return false;
        }
        var address = address(uri).toLowerCase(Locale.ROOT);
        return patterns.stream().anyMatch(pattern -> matches(pattern, address));
    }

    private static boolean isHttp(URI uri) {
        return "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
    }

    private static boolean matches(String pattern, String address) {
        return pattern.startsWith("*.") ? address.endsWith(pattern.substring(1)) : address.equals(pattern);
    }

    /** Host and port, also where the port is the usual one of its scheme. */
    static String address(URI uri) {
        var port = uri.getPort() > 0 ? uri.getPort() : "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
        return uri.getHost() + ":" + port;
    }
}
