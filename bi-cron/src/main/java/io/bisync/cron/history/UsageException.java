package io.bisync.cron.history;

/** The arguments do not name a history load; the message says which one and why. */
final class UsageException extends RuntimeException {

    static final String USAGE = "usage: account=<id> entity=<name>[,<name>] from=<date> [to=<date>] [run=<name>]";

    UsageException(String message) {
        super(message + "; " + USAGE);
    }
}
