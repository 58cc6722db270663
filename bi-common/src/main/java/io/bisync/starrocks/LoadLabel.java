package io.bisync.starrocks;

import java.util.regex.Pattern;

/** The name of one load, unique within a StarRocks database. */
public record LoadLabel(String value) {

    private static final Pattern ALLOWED = Pattern.compile("[-A-Za-z0-9_]{1,128}");

    public LoadLabel {
        if (!ALLOWED.matcher(value).matches()) {
            throw new IllegalArgumentException("A load label has 1 to 128 letters, digits, '-' or '_'; not: " + value);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
