package io.bisync.local.starrocks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;

/** Answers of StarRocks as its sources and its own tests have them; the stand-in writes them, the client reads them. */
public enum GoldenAnswer {
    SUCCESS,
    PUBLISH_TIMEOUT,
    LABEL_FINISHED,
    LABEL_RUNNING,
    LABEL_AS_FAILURE,
    FILTERED,
    FRONTEND_NO_BACKEND,
    FRONTEND_NO_EXPECTATION,
    DENIED,
    STATE_VISIBLE,
    STATE_UNKNOWN,
    STATE_UNKNOWN_DATABASE;

    /** The label of the answers about one load. */
    public static final String LABEL = "lbl-1";

    /** The label of the answers about a label in use. */
    public static final String USED_LABEL = "test_stream_load_label_already_exist";

    /** The answer as it is. */
    public String text() {
        var file = "answers/" + name().toLowerCase(Locale.ROOT).replace('_', '-') + ".json";
        try (var in = Objects.requireNonNull(GoldenAnswer.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).stripTrailing();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An answer without what differs from load to load: transaction, times, addresses and the name of an error log. */
    static String normal(String answer) {
        return answer.replaceAll("(\"TxnId\": )\\d+", "$1N")
                .replaceAll("(Ms\": )\\d+", "$1N")
                .replaceAll("http://[\\d.]+:\\d+/", "http://N/")
                .replaceAll("error_log_[0-9a-f]{1,16}_[0-9a-f]{1,16}", "error_log_N")
                .replaceAll("root@[\\d.]+", "root@N");
    }
}
