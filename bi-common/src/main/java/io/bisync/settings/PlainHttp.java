package io.bisync.settings;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/**
 * Where requests may go in clear: to this machine, to names that only a cluster knows, and wherever somebody said so. They carry
 * tokens and passwords.
 */
public final class PlainHttp {

    /** The word that lets them go anywhere. */
    public static final String ALLOWED = "bi.allow-plain-http";

    /** What to do where they may not. */
    public static final String REMEDY =
            "would carry credentials in clear beyond this machine and its cluster: use https, or set " + ALLOWED
                    + "=true where the network between is trusted";

    private static final Pattern LOOPBACK = Pattern.compile("127(\\.\\d{1,3}){3}|\\[?(0*:)+0*1]?");
    private static final Pattern OF_CLUSTER =
            Pattern.compile("[a-z][a-z0-9_-]*|(\\*\\.)?[a-z0-9_.-]+\\.(svc|cluster\\.local)");

    private final boolean allowed;

    /**
     * By what the environment says.
     *
     * @param environment may hold the word; without one nothing was said
     */
    public PlainHttp(@Nullable Environment environment) {
        this.allowed = environment != null && environment.getProperty(ALLOWED, Boolean.class, false);
    }

    /** Whether credentials may go to that address as it is. */
    public boolean permits(URI uri) {
        return !"http".equalsIgnoreCase(uri.getScheme()) || permits(String.valueOf(uri.getHost()));
    }

    /** Whether they may go in clear to that host, which may begin with {@code *.}. */
    public boolean permits(String host) {
        var name = host.toLowerCase(Locale.ROOT);
        return allowed
                || LOOPBACK.matcher(name).matches()
                || OF_CLUSTER.matcher(name).matches();
    }
}
