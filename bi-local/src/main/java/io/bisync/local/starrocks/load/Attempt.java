package io.bisync.local.starrocks.load;

import io.bisync.local.starrocks.row.ErrorLog;
import io.bisync.local.starrocks.row.LoadPlan;
import io.bisync.local.starrocks.transaction.LabelInUseException;
import io.bisync.local.starrocks.transaction.Transaction;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One request to load: how far it came, how long its steps took, and what it is answered. */
final class Attempt {

    private final String label;
    private final ErrorLogs errorLogs;
    private final InstantSource clock;
    private final Supplier<String> backend;
    private final ErrorLog errors = new ErrorLog();
    private final long start = System.nanoTime();
    private @Nullable Transaction transaction;
    private @Nullable LoadPlan plan;
    private long begun = start;
    private long planned = start;
    private long received = start;
    private long written = start;
    private long bytes;
    private long total;
    private long loaded;
    private long filtered;

    Attempt(String label, ErrorLogs errorLogs, InstantSource clock, Supplier<String> backend) {
        this.label = label;
        this.errorLogs = errorLogs;
        this.clock = clock;
        this.backend = backend;
    }

    String label() {
        return label;
    }

    ErrorLog errors() {
        return errors;
    }

    Transaction transaction() {
        return Objects.requireNonNull(transaction, "The load has not begun");
    }

    LoadPlan plan() {
        return Objects.requireNonNull(plan, "The load is not planned");
    }

    void begun(Transaction transaction) {
        this.transaction = transaction;
        begun = System.nanoTime();
        planned = begun;
    }

    void planned(LoadPlan plan) {
        this.plan = plan;
        planned = System.nanoTime();
        received = planned;
        written = planned;
    }

    void received(long bytes) {
        this.bytes = bytes;
        received = System.nanoTime();
        written = received;
    }

    void counted(long total, long loaded, long filtered) {
        this.total = total;
        this.loaded = loaded;
        this.filtered = filtered;
    }

    void written() {
        written = System.nanoTime();
    }

    /** From now on nobody aborts the transaction on behalf of this request. */
    void abandon() {
        transaction = null;
    }

    LoadAnswer succeeded() {
        return answer("Success", null, "OK");
    }

    LoadAnswer notYetVisible() {
        return answer("Publish Timeout", null, "Publish timeout. The data will be visible after a while");
    }

    LoadAnswer labelInUse(LabelInUseException e) {
        return answer("Label Already Exists", e.jobStatus(), Objects.requireNonNullElse(e.getMessage(), ""));
    }

    /** Aborts the transaction if there is one, so that its label is free again before anybody reads the answer. */
    LoadAnswer failed(@Nullable String message) {
        var reason = Objects.requireNonNullElse(message, "");
        if (transaction != null) {
            transaction.abort(reason, clock.instant());
        }
        return answer("Fail", null, reason);
    }

    private LoadAnswer answer(String status, @Nullable String existingJobStatus, String message) {
        String errorUrl = null;
        if (!errors.isEmpty()) {
            errorLogs.keep(errors);
            errorUrl = "%s/api/_load_error_log?file=%s".formatted(backend.get(), errors.file());
        }
        return new LoadAnswer(
                transaction == null ? -1 : transaction.id(),
                label,
                status,
                existingJobStatus,
                message,
                total,
                loaded,
                filtered,
                bytes,
                timing(),
                errorUrl);
    }

    private LoadAnswer.Timing timing() {
        var end = System.nanoTime();
        return new LoadAnswer.Timing(
                millis(start, end),
                millis(start, begun),
                millis(begun, planned),
                millis(planned, received),
                millis(received, written),
                plan == null ? 0 : millis(written, end));
    }

    private static long millis(long from, long to) {
        return TimeUnit.NANOSECONDS.toMillis(to - from);
    }
}
