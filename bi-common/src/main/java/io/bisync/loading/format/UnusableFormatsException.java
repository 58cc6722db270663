package io.bisync.loading.format;

/** What {@code bi.registry} says cannot work here. */
final class UnusableFormatsException extends RuntimeException {

    final String remedy;

    UnusableFormatsException(String message, String remedy) {
        super("BI-REGISTRY-08 " + message);
        this.remedy = remedy;
    }
}
