package io.bisync.account.api;

import io.bisync.account.EntityCursor;
import io.bisync.run.Coverage;
import io.bisync.run.RunRequest;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;

/** What is loaded. */
public interface CoverageApi {

    /** Days of an account, of one entity or of all that have windows; times as in a run, {@code to} excluded. */
    @GetExchange("/api/coverage")
    CoverageList coverage(
            @RequestParam String account,
            @RequestParam(required = false) @Pattern(regexp = EntityCursor.ENTITY) @Nullable String entity,
            @RequestParam @Pattern(regexp = RunRequest.MOMENT) String from,
            @RequestParam(required = false) @Pattern(regexp = RunRequest.MOMENT) @Nullable String to);

    /** An entry for each entity. */
    record CoverageList(List<Coverage> parts) {}
}
