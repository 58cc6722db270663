package io.bisync.local.starrocks.row;

import io.bisync.local.starrocks.transaction.LoadFailedException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads the rows of one body: good ones become rows to copy, bad ones are counted and noted. */
public abstract class RowReader {

    /** Takes the rows as they come. */
    public interface Target {
        void rows(CopyRows rows);

        void progress(long received, long filtered, long bytes);
    }

    final LoadPlan plan;

    /** Of the current row, by the place of their columns in the plan. */
    final byte[] @Nullable [] values;

    private final ErrorLog errors;
    private final CopyRows rows = new CopyRows();
    private long received;
    private long filtered;
    private long bytes;

    RowReader(LoadPlan plan, ErrorLog errors) {
        this.plan = plan;
        this.errors = errors;
        this.values = new byte[plan.columns().size()] @Nullable [];
    }

    public static RowReader of(LoadPlan plan, ErrorLog errors) {
        return switch (plan.format()) {
            case LoadPlan.Format.Csv csv -> new CsvRowReader(plan, csv, errors);
            case LoadPlan.Format.Json json -> new JsonRowReader(plan, json, errors);
        };
    }

    public final long received() {
        return received;
    }

    public final long filtered() {
        return filtered;
    }

    public final long bytes() {
        return bytes;
    }

    /** Reads to the end of the body, also when the load has failed before: StarRocks parses a body only when it has all of it. */
    public final void read(InputStream body, Target target) throws IOException {
        var all = new BufferedInputStream(body, 64 * 1024);
        var in = new ReceivedBytes(all);
        try {
            read(all, in, target);
        } catch (LoadFailedException e) {
            finish(in, target);
            throw e;
        }
        finish(in, target);
        target.rows(rows);
        rows.clear();
    }

    /**
     * Reads all rows.
     *
     * @param all what {@code in} reads from
     */
    abstract void read(BufferedInputStream all, ReceivedBytes in, Target target) throws IOException;

    /** Takes the current row, of which something may be wrong. */
    final void row(@Nullable String wrong, Supplier<String> text, ReceivedBytes in, Target target) {
        received++;
        var message = wrong == null ? missing() : wrong;
        if (message == null) {
            requireShortKey();
            rows.add(values);
            if (rows.isLarge()) {
                target.rows(rows);
                rows.clear();
            }
        } else {
            filtered++;
            if (errors.takesMore()) {
                errors.add(message, text.get());
            }
        }
        target.progress(received, filtered, in.count());
    }

    /** What cannot be read at all counts as a filtered row, and fails the load. */
    final LoadFailedException unreadable(String message) {
        filtered++;
        errors.add(message, "");
        return new LoadFailedException(message);
    }

    private void finish(ReceivedBytes in, Target target) throws IOException {
        in.drain();
        bytes = in.count();
        target.progress(received, filtered, bytes);
    }

    private @Nullable String missing() {
        for (var i = 0; i < values.length; i++) {
            var column = plan.columns().get(i);
            if (values[i] == null && !column.nullable()) {
                return "NULL value in non-nullable column '%s'".formatted(column.name());
            }
        }
        return null;
    }

    private void requireShortKey() {
        if (KeyLength.of(plan, values) > KeyLength.LIMIT) {
            throw new LoadFailedException("primary key size exceed the limit.");
        }
    }
}
