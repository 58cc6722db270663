package io.bisync.basic.run;

import io.bisync.basic.account.Source;
import io.bisync.run.RunPlan;
import io.bisync.run.RunRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How runs of some kinds are planned. Whoever begins one plans it under the lock of its source. */
interface Plans {

    /**
     * A plan, and what it speaks of.
     *
     * @param letters dead letters that the slices send
     * @param note what is worth knowing of it, in words
     */
    record Planned(
            RunPlan plan,
            List<NewSlice> slices,
            List<Long> letters,
            @Nullable String note) {}

    Planned plan(Source source, RunRequest request);
}
