package io.bisync.basic.run;

import io.bisync.run.RunKind;
import io.bisync.settings.Within;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.validation.annotation.Validated;

/** The ledger of runs and slices: tables, claims, meters and REST. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RunConfiguration.Schedule.class)
@Import({
    Loadables.class,
    Past.class,
    Stretches.class,
    WindowPlans.class,
    ReplayPlans.class,
    RedrivePlans.class,
    Planner.class,
    RunTable.class,
    StoredRuns.class,
    RunStatuses.class,
    SliceLines.class,
    Repairs.class,
    Reports.class,
    Claims.class,
    RunMeters.class,
    RunResource.class,
    SliceResource.class,
    CoverageResource.class
})
public class RunConfiguration {

    /**
     * What is to run again and again.
     *
     * @param due How long after a complete run of a kind the next one has to be complete, by the kind, for example bi.schedule.due.history=36h; kinds without a line are never late.
     */
    @Validated
    @ConfigurationProperties("bi.schedule")
    record Schedule(Map<RunKind, @NotNull @Within(least = "1m", most = "366d") Duration> due) {

        Schedule {
            due = Map.copyOf(due);
        }
    }
}
