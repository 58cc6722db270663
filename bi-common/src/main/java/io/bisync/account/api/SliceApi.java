package io.bisync.account.api;

import io.bisync.run.LoadableEntity;
import io.bisync.run.Slice;
import io.bisync.run.SliceReport;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.annotation.PutExchange;

/** Who works on which slices: one request for all slices of a holder. */
public interface SliceApi {

    @PutExchange("/api/sources/{source}/loadable")
    void offer(@PathVariable String source, @Valid @RequestBody LoadableEntities entities);

    @PostExchange("/api/sources/{source}/slices")
    ClaimedSlices claim(@PathVariable String source, @Valid @RequestBody SliceRequest request);

    /** What a source's service can load again. */
    record LoadableEntities(@NotNull @Size(max = 1_000) List<@Valid LoadableEntity> entities) {}

    /**
     * Who works, for how long it may be silent, and what it has done since it asked last.
     *
     * @param holder which process
     * @param ttl for how long it counts without a further request: PT1S to PT1H
     * @param most so many slices it can work on at once
     * @param held the slices that it has, and those it is done with
     */
    record SliceRequest(
            @NotBlank @Size(max = 200) String holder,

            @NotNull @DurationMin(seconds = 1) @DurationMax(hours = 1)
            Duration ttl,

            @PositiveOrZero @Max(1_000) int most,
            @NotNull @Size(max = 10_000) List<@Valid SliceReport> held) {}

    /** All that a holder has from now on. */
    record ClaimedSlices(List<Slice> slices) {}
}
