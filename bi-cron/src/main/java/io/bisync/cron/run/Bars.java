package io.bisync.cron.run;

import io.bisync.run.RunStatus;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** A bar for every account and entity: its rows, calls a minute, and when it will have ended. */
final class Bars implements Progress {

    private final Supplier<ProgressBarBuilder> look;
    private final InstantSource clock;
    private final Map<String, Bar> bars = new LinkedHashMap<>();

    Bars(Supplier<ProgressBarBuilder> look, InstantSource clock) {
        this.look = look;
        this.clock = clock;
    }

    @Override
    public void tell(RunStatus status) {
        status.parts().stream().filter(part -> part.slices().all() > 0).forEach(part -> {
            bars.computeIfAbsent(Figures.account(part.account()) + " " + part.entity(), name -> begin(name, part))
                    .tell(part, clock.millis());
        });
    }

    @Override
    public void close() {
        bars.values().forEach(it -> it.bar().close());
    }

    private Bar begin(String name, RunStatus.Part part) {
        var bar = look.get()
                .setTaskName(name)
                // Rows of an earlier watch say nothing about the pace of this one.
                .startsFrom(part.rows(), Duration.ZERO)
                .setUnit(" rows", 1)
                .build();
        return new Bar(bar, clock.millis(), part.calls());
    }

    /** A bar, and when it began at how many calls. */
    private record Bar(ProgressBar bar, long began, long calls) {

        void tell(RunStatus.Part part, long now) {
            var slices = part.slices();
            boolean ended = slices.complete() == slices.all();
            // Without a known end it runs to and fro.
            bar.maxHint(ended ? part.rows() : part.expected() > part.rows() ? part.expected() : -1);
            bar.stepTo(part.rows());
            bar.setExtraMessage(" %d of %d, %s calls/min %s"
                    .formatted(
                            slices.complete(),
                            slices.all(),
                            Figures.number((part.calls() - calls) * 60_000 / Math.max(1, now - began)),
                            Objects.requireNonNullElse(part.code(), "")));
            bar.refresh();
        }
    }
}
