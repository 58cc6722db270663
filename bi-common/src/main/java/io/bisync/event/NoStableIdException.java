package io.bisync.event;

/** Nothing names the application, so its transactional ids would not be its own. */
final class NoStableIdException extends RuntimeException {

    NoStableIdException(String application) {
        super("BI-PUB-01 Transactional ids begin with spring.application.name, and that is '" + application + "'");
    }
}
