package io.bisync.operations;

import io.micrometer.core.instrument.Counter;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Something outside that may stop answering: one line and one count when that begins, one line when it ends. */
public final class OutageLog {

    private static final Logger log = LoggerFactory.getLogger(OutageLog.class);

    private final String what;
    private final String code;
    private final Counter count;
    private final AtomicBoolean answering = new AtomicBoolean(true);

    /**
     * Begins with an answer.
     *
     * @param what who answers, as the beginning of a sentence
     * @param code a code of docs/errors.md
     * @param count counts how often it begins
     */
    public OutageLog(String what, String code, Counter count) {
        this.what = what;
        this.code = code;
        this.count = count;
    }

    /** It does not answer. */
    public void begins(String consequence) {
        if (answering.compareAndSet(true, false)) {
            count.increment();
            log.atWarn().addKeyValue("code", code).log("{} {} does not answer: {}", code, what, consequence);
        }
    }

    /** It answers. */
    public void ends() {
        if (answering.compareAndSet(false, true)) {
            log.atInfo().addKeyValue("code", code).log("{} answers again", what);
        }
    }
}
