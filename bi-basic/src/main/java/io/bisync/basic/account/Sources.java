package io.bisync.basic.account;

import io.bisync.basic.http.Code;
import io.bisync.basic.http.RefusedException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The ERPs that this suite carries: another one is another line of {@code bi.account.sources}. */
public final class Sources {

    private final Map<Source, AccountKind> kinds;
    private final String names;

    Sources(AccountProperties properties) {
        this.kinds = properties.sources().entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(it -> new Source(it.getKey()), Map.Entry::getValue));
        this.names = String.join(" or ", new TreeMap<>(properties.sources()).keySet());
    }

    /** The source of that name; refused where there is none. */
    public Source named(String text) {
        try {
            return known(new Source(text));
        } catch (IllegalArgumentException _) {
            throw new RefusedException(Code.INVALID, "source is " + names);
        }
    }

    /** The same source; refused where nobody declared it. */
    public Source known(Source source) {
        if (!kinds.containsKey(source)) {
            throw new RefusedException(Code.INVALID, "source is " + names);
        }
        return source;
    }

    /** What its accounts are; those that were stored while a source was declared that is not any more count as tenants. */
    public AccountKind kind(Source source) {
        return kinds.getOrDefault(source, AccountKind.TENANT);
    }
}
