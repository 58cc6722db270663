package io.bisync.cron.run;

import io.bisync.run.RunStatus;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A line for every account and entity when a slice of it has ended or stands still, and for the run when its state changes. */
final class LogLines implements Progress {

    private static final Logger log = LoggerFactory.getLogger(LogLines.class);

    private final Map<String, Said> said = new HashMap<>();
    private RunStatus.@Nullable State state;

    @Override
    public void tell(RunStatus status) {
        status.parts().forEach(part -> tell(status, part));
        if (status.state() != state) {
            state = status.state();
            log.atInfo().addKeyValue("run", status.id()).log("{}", StatusText.totals(status));
        }
    }

    private void tell(RunStatus run, RunStatus.Part part) {
        var now = new Said(part.slices().complete(), part.slices().failed(), part.code());
        var before = said.put(Figures.account(part.account()) + " " + part.entity(), now);
        if (now.equals(before) || (before == null && now.equals(Said.NOTHING))) {
            return;
        }
        log.atInfo()
                .addKeyValue("run", run.id())
                .addKeyValue("account", Figures.account(part.account()))
                .addKeyValue("entity", part.entity())
                .addKeyValue("rows", part.rows())
                .addKeyValue("calls", part.calls())
                .log(
                        "Account {} {}: {} of {} {}, {} rows{}",
                        Figures.account(part.account()),
                        part.entity(),
                        now.complete(),
                        PlanText.slices(part.slices().all()),
                        RunVerb.of(run.kind()).done(),
                        Figures.number(part.rows()),
                        trouble(part));
    }

    private static String trouble(RunStatus.Part part) {
        String failed = part.slices().failed() == 0
                ? ""
                : ", %d failed".formatted(part.slices().failed());
        return part.code() == null ? failed : failed + ": " + StatusText.why(part.code(), part.detail());
    }

    @Override
    public void close() {
        // Nothing is held.
    }

    private record Said(int complete, int failed, @Nullable String code) {

        static final Said NOTHING = new Said(0, 0, null);
    }
}
