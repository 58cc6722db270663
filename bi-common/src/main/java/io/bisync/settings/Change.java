package io.bisync.settings;

import org.jspecify.annotations.Nullable;

/**
 * A changed setting and its answer.
 *
 * @param name the setting
 * @param value what was said, as it may be shown, or null when it was taken away
 * @param from where it was said
 * @param answer what becomes of it
 * @param inForce what counts now, as it may be shown
 * @param reason why it is refused, or null
 */
record Change(
        String name,
        @Nullable String value,
        String from,
        Answer answer,
        @Nullable String inForce,
        @Nullable String reason) {

    static Change outside(String name, @Nullable Said said, Answer answer, @Nullable String reason) {
        return new Change(
                name, said == null ? null : said.shown(name), said == null ? "" : said.from(), answer, null, reason);
    }

    String text() {
        var what = value == null ? name + " (taken away)" : "%s=%s (%s)".formatted(name, value, from);
        return switch (answer) {
            case IN_FORCE -> what + " is in force";
            case NEXT_START ->
                what + " counts from the next start" + (inForce == null ? "" : "; until then it is " + inForce);
            case REFUSED ->
                "%s is refused: %s%s".formatted(what, reason, inForce == null ? "" : "; it stays " + inForce);
        };
    }
}
