package io.bisync.cron.history;

import java.time.Duration;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows a person a bar and a log file one line per window. */
final class HistoryProgress implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(HistoryProgress.class);

    private final HistoryRequest request;
    private final int windows;
    private final @Nullable ProgressBar bar;
    private long records;
    private int calls;

    private HistoryProgress(HistoryRequest request, int windows, @Nullable ProgressBar bar) {
        this.request = request;
        this.windows = windows;
        this.bar = bar;
    }

    static HistoryProgress onTerminal(HistoryRequest request, int windows) {
        return new HistoryProgress(
                request,
                windows,
                new ProgressBarBuilder()
                        .setTaskName("account %s %s".formatted(request.account(), request.entity()))
                        .setInitialMax(windows)
                        .setUnit(" windows", 1)
                        .setUpdateIntervalMillis((int) Duration.ofMillis(500).toMillis())
                        .build());
    }

    static HistoryProgress inLog(HistoryRequest request, int windows) {
        return new HistoryProgress(request, windows, null);
    }

    /** A window is coming along. */
    void published(Window window, long published, long expected) {
        if (bar != null) {
            bar.setExtraMessage(
                    " %d/%s records of [%s".formatted(published, expected == 0 ? "?" : expected, window.from()));
        }
    }

    void finished(Window window, int number, WindowLoader.Loaded loaded) {
        records += loaded.records();
        calls += loaded.calls();
        if (bar != null) {
            bar.stepTo(number);
        } else {
            log.atInfo()
                    .addKeyValue("account", request.account())
                    .addKeyValue("entity", request.entity())
                    .addKeyValue("from", window.from())
                    .addKeyValue("to", window.to())
                    .addKeyValue("rows", loaded.records())
                    .addKeyValue("calls", loaded.calls())
                    .log("Published window {} of {}", number, windows);
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
        log.atInfo()
                .addKeyValue("account", request.account())
                .addKeyValue("entity", request.entity())
                .addKeyValue("rows", records)
                .addKeyValue("calls", calls)
                .log("This run published {} records with {} calls", records, calls);
    }
}
