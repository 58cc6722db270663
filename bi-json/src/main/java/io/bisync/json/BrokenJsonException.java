package io.bisync.json;

/** What should be JSON is not, by its structure alone; the message holds no values. */
@SuppressWarnings("serial")
public final class BrokenJsonException extends IllegalArgumentException {

    BrokenJsonException(String what, int at) {
        super("Not JSON: it has " + what + " at byte " + at);
    }
}
