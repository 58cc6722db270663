package io.bisync.run;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

/**
 * What became of a slice that a process had.
 *
 * @param fence under which it had it
 * @param state RUNNING and SENT: it has it still, and keeps it if the ledger names it again; WAITING: it gives it back at the
 *     end of a page; COMPLETE and FAILED: it is done with it
 * @param code why it stands still or failed, of docs/errors.md; null where nothing is wrong
 * @param detail the same in words, without secrets
 * @param pause with WAITING: how long nobody needs to try
 */
public record SliceReport(
        @Positive long slice,
        @Positive long fence,
        @NotNull SliceState state,
        @NotNull @Valid SliceProgress progress,
        @Nullable @Size(max = 32) String code,
        @Nullable @Size(max = 500) String detail,
        @DurationMin @DurationMax(days = 2) @Nullable Duration pause) {}
