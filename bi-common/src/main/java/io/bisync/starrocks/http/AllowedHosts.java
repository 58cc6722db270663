package io.bisync.starrocks.http;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The addresses that a redirect or an error address may lead to: credentials and requests go nowhere else. */
final class AllowedHosts {

    private final List<String> patterns;
    private final boolean encrypted;

    AllowedHosts(List<URI> frontends, List<String> backends) {
        encrypted = encrypt(frontends);
        patterns = Stream.concat(frontends.stream().map(AllowedHosts::address), backends.stream())
                .map(address -> address.toLowerCase(Locale.ROOT))
                .toList();
    }

    /** Whether everything that follows has to be encrypted: one FE that is asked over TLS says what is wanted. */
    static boolean encrypt(List<URI> frontends) {
        return frontends.stream().anyMatch(AllowedHosts::isHttps);
    }

    /** Whether what is to be encrypted would go in clear. */
    boolean disclose(URI uri) {
        return encrypted && !isHttps(uri);
    }

    boolean contain(URI uri) {
        if (uri.getHost() == null || uri.getUserInfo() != null || !isHttp(uri) || disclose(uri)) {
            return false;
        }
        var address = address(uri).toLowerCase(Locale.ROOT);
        return patterns.stream().anyMatch(pattern -> matches(pattern, address));
    }

    private static boolean isHttp(URI uri) {
        return "http".equalsIgnoreCase(uri.getScheme()) || isHttps(uri);
    }

    private static boolean isHttps(URI uri) {
        return "https".equalsIgnoreCase(uri.getScheme());
    }

    private static boolean matches(String pattern, String address) {
        return pattern.startsWith("*.") ? address.endsWith(pattern.substring(1)) : address.equals(pattern);
    }

    /** Host and port, also where the port is the usual one of its scheme. */
    static String address(URI uri) {
        var port = uri.getPort() > 0 ? uri.getPort() : isHttps(uri) ? 443 : 80;
        return uri.getHost() + ":" + port;
    }
}
