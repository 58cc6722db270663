package io.bisync.cron.history;

/** Has one window published to the history topic. */
interface WindowLoader {

    /**
     * Returns when every record of the window is acknowledged by Kafka. Repeating a window is harmless.
     *
     * @throws NotReadyException while the account has no live cursor
     * @throws WindowFailedException when the service refused the window or stayed unavailable through all retries
     */
    Loaded load(HistoryRequest request, Window window, Progress progress);

    /** What a window took: records published and calls made to the ERP. */
    record Loaded(long records, int calls) {}

    /** Hears how a window comes along. */
    interface Progress {
        void published(long records, long expected);
    }

    /** The live pull of this account has not begun yet. */
    final class NotReadyException extends RuntimeException {
        NotReadyException(String message) {
            super(message);
        }
    }

    /** The window cannot be loaded now. */
    final class WindowFailedException extends RuntimeException {
        WindowFailedException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
