package io.bisync.proof.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What is measured, in the order of one round. */
enum Variant {
    CEILING("(a)", "poll, join with newlines, PUT"),
    PADDED("(a')", "the same with as many bytes to send as (b)"),
    PARSE("(c)", "poll, normalise, send nothing"),
    PRODUCT("(b)", "bi-api-jushuitan's loading, three tables, exactly-once");

    private final String sign;
    private final String meaning;

    Variant(String sign, String meaning) {
        this.sign = sign;
        this.meaning = meaning;
    }

    /** How the issue and the table call it. */
    String sign() {
        return sign;
    }

    String meaning() {
        return meaning;
    }

    /** How the command line calls it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Variant> of(String word) {
        return Arrays.stream(values()).filter(it -> it.word().equals(word)).findFirst();
    }
}
