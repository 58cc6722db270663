package io.bisync.jushuitan;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What the service logs about its accounts, for people: INFO and above. */
public final class AccountLog implements AutoCloseable {

    private final Logger logger = (Logger) LoggerFactory.getLogger("io.bisync.jushuitan");
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

    private final Level before = logger.getLevel();

    public AccountLog() {
        // Tests are quieter than the service.
        logger.setLevel(Level.INFO);
        appender.start();
        logger.addAppender(appender);
    }

    /** Level and code of every line about the account, and the whole line where it has no code. */
    public List<String> of(String account) {
        // The appender's own lock: pulls log while this reads.
        synchronized (appender) {
            return appender.list.stream()
                    .filter(it -> it.getLevel().isGreaterOrEqual(Level.INFO))
                    .filter(it -> value(it, "account").equals(account))
                    .map(AccountLog::line)
                    .toList();
        }
    }

    public void clear() {
        synchronized (appender) {
            appender.list.clear();
        }
    }

    @Override
    public void close() {
        logger.detachAppender(appender);
        logger.setLevel(before);
    }

    private static String line(ILoggingEvent event) {
        String code = value(event, "code");
        return event.getLevel() + " "
                + (event.getFormattedMessage().contains(code) && !code.isEmpty() ? code : event.getFormattedMessage());
    }

    private static String value(ILoggingEvent event, String key) {
        return event.getKeyValuePairs() == null
                ? ""
                : event.getKeyValuePairs().stream()
                        .filter(it -> it.key.equals(key))
                        .map(it -> String.valueOf(it.value))
                        .findFirst()
                        .orElse("");
    }
}
