package io.bisync.basic.run;

import io.bisync.account.EntityCursor;
import io.bisync.basic.account.Accounts;
import io.bisync.basic.http.Code;
import io.bisync.basic.http.RefusedException;
import io.bisync.basic.http.Refuses;
import io.bisync.run.LoadableEntity;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Pattern;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What is loaded, over REST. */
@RestController
@Tag(name = "Runs")
class CoverageResource {

    private static final int MOST_DAYS = 3_660;

    record CoverageList(List<Coverage> parts) {}

    private final Accounts accounts;
    private final Loadables loadables;
    private final Past past;

    CoverageResource(Accounts accounts, Loadables loadables, Past past) {
        this.accounts = accounts;
        this.loadables = loadables;
        this.past = past;
    }

    @GetMapping("/api/coverage")
    @Operation(
            operationId = "getCoverage",
            summary = "Which days of an account are loaded, underway, failed or missing; days of Shanghai, the last one"
                    + " excluded")
    @Refuses({Code.NO_ACCOUNT, Code.OTHER_SOURCE})
    CoverageList coverage(
            @RequestParam String account,
            @RequestParam(required = false) @Pattern(regexp = EntityCursor.ENTITY) @Nullable String entity,
            @RequestParam LocalDate from,
            @RequestParam LocalDate to) {
        if (!from.isBefore(to) || ChronoUnit.DAYS.between(from, to) > MOST_DAYS) {
            throw new RefusedException(
                    Code.INVALID, "from %s to %s is no time of 1 to %,d days".formatted(from, to, MOST_DAYS));
        }
        var source = accounts.known(account).source();
        var entities = entity == null
                ? loadables.of(source).stream()
                        .filter(it -> it.longestWindow() != null)
                        .map(LoadableEntity::entity)
                        .toList()
                : List.of(entity);
        var known = past.within(source, List.of(account), entities, Coverage.window(from, to));
        return new CoverageList(entities.stream()
                .map(it -> {
                    var slices = known.getOrDefault(new Part(account, it), List.of());
                    var days = new LinkedHashMap<LocalDate, Coverage.Day>();
                    from.datesUntil(to).forEach(day -> days.put(day, Coverage.of(day, slices)));
                    return new Coverage(account, it, days);
                })
                .toList());
    }
}
