package io.bisync.basic.run;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The ledger of runs and slices: tables, claims, meters and REST. */
@Configuration(proxyBeanMethods = false)
@Import({
    Loadables.class,
    Past.class,
    Planner.class,
    RunTable.class,
    StoredRuns.class,
    RunStatuses.class,
    SliceLines.class,
    Reports.class,
    Claims.class,
    RunMeters.class,
    RunResource.class,
    SliceResource.class,
    CoverageResource.class
})
public class RunConfiguration {}
