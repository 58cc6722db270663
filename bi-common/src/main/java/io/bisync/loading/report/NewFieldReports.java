package io.bisync.loading.report;

import io.bisync.account.ControlPlane;
import io.bisync.account.ControlPlaneException;
import io.bisync.account.ControlPlaneUnavailableException;
import io.bisync.account.NewFields;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/** Tells bi-basic once a minute which fields nobody declared, where there is news. */
final class NewFieldReports {

    private static final Logger log = LoggerFactory.getLogger(NewFieldReports.class);

    private final ControlPlane controlPlane;
    private final NewFieldWatch watch;
    private final Set<String> sources;
    private final String instance = UUID.randomUUID().toString();
    private final Map<String, List<NewFields.Seen>> told = new HashMap<>();

    NewFieldReports(ControlPlane controlPlane, NewFieldWatch watch, Collection<String> sources) {
        this.controlPlane = controlPlane;
        this.watch = watch;
        this.sources = Set.copyOf(sources);
    }

    @Scheduled(initialDelay = 15, fixedDelay = 60, timeUnit = TimeUnit.SECONDS)
    void tell() {
        for (var source : sources) {
            var seen = watch.seen(source);
            if (!seen.equals(told.getOrDefault(source, List.of()))) {
                tell(source, seen);
            }
        }
    }

    private void tell(String source, List<NewFields.Seen> seen) {
        try {
            controlPlane.newFields(source, new NewFields(instance, seen));
            told.put(source, seen);
        } catch (ControlPlaneUnavailableException silent) {
            // Its client says that once; the counters are told the next time.
            log.atDebug().addKeyValue("code", silent.code()).log("New fields are told later");
        } catch (ControlPlaneException refused) {
            log.atWarn().addKeyValue("code", refused.code()).log("New fields are not taken: {}", refused.getMessage());
        }
    }
}
