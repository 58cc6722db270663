package io.bisync.basic.http;

import java.util.regex.Pattern;

/** Versions as ETags: a change says which one it was made from. */
public final class Versions {

    private static final Pattern ETAG = Pattern.compile("\"([0-9]{1,18})\"");

    private Versions() {}

    public static String etag(long version) {
        return "\"" + version + "\"";
    }

    /** The version that an If-Match names. */
    public static long of(String ifMatch, String what) {
        var etag = ETAG.matcher(ifMatch);
        if (!etag.matches()) {
            throw new RefusedException(
                    Code.INVALID, "If-Match takes one ETag of this %s, for example \"3\"".formatted(what));
        }
        return Long.parseLong(etag.group(1));
    }

    /** What a change is told that names none. */
    public static RefusedException notConditional(String what) {
        return new RefusedException(
                Code.NOT_CONDITIONAL, "Read the %s and send its ETag as If-Match, for example \"3\"".formatted(what));
    }
}
