package io.bisync.basic.run;

import io.bisync.account.api.CoverageApi;
import io.bisync.basic.account.Accounts;
import io.bisync.basic.http.Code;
import io.bisync.basic.http.RefusedException;
import io.bisync.basic.http.Refuses;
import io.bisync.run.Coverage;
import io.bisync.run.LoadableEntity;
import io.bisync.run.SliceKind;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RestController;

/** What is loaded, over REST. */
@RestController
@Tag(name = "Runs")
class CoverageResource implements CoverageApi {

    private static final int MOST_DAYS = 3_660;

    private final Accounts accounts;
    private final Loadables loadables;
    private final Past past;
    private final InstantSource clock;

    CoverageResource(Accounts accounts, Loadables loadables, Past past, InstantSource clock) {
        this.accounts = accounts;
        this.loadables = loadables;
        this.past = past;
        this.clock = clock;
    }

    @Override
    @Operation(
            operationId = "getCoverage",
            summary = "Which days of an account are loaded, underway, failed or missing; days of Shanghai, the last one"
                    + " excluded")
    @Refuses({Code.NO_ACCOUNT, Code.OTHER_SOURCE})
    public CoverageList coverage(String account, @Nullable String entity, String from, @Nullable String to) {
        var now = clock.instant();
        var first = Moment.day("from", from, now);
        var end = Moment.day("to", to, now);
        if (!first.isBefore(end) || ChronoUnit.DAYS.between(first, end) > MOST_DAYS) {
            throw new RefusedException(
                    Code.INVALID, "from %s to %s is no time of 1 to %,d days".formatted(first, end, MOST_DAYS));
        }
        var source = accounts.known(account).source();
        var entities = entity == null
                ? loadables.of(source).stream()
                        .filter(it -> it.longestWindow(SliceKind.HISTORY) != null)
                        .map(LoadableEntity::entity)
                        .toList()
                : List.of(entity);
        var known = past.within(source, List.of(account), entities, Days.window(first, end));
        return new CoverageList(entities.stream()
                .map(it -> {
                    var slices = known.getOrDefault(new Part(account, it), List.of());
                    var days = new LinkedHashMap<LocalDate, Coverage.Day>();
                    first.datesUntil(end).forEach(day -> days.put(day, Days.of(day, slices)));
                    return new Coverage(account, it, days);
                })
                .toList());
    }
}
