package io.bisync.basic.permit;

import io.bisync.basic.account.Sources;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Apps over REST: how their calls are counted. It counts from the next permit. */
@RestController
@RequestMapping("/api/apps/{source}/{appKey}")
@Tag(name = "Accounts")
class AppResource {

    /**
     * Whether the ERP's limits hold for the app or for each of its accounts.
     *
     * @param countedBy APP for all accounts of the app together, ACCOUNT for each of them
     */
    record AppQuota(@NotNull Apps.CountedBy countedBy) {}

    private static final String KEY = "[\\x21-\\x7e]{1,100}";

    private final Apps apps;
    private final Sources sources;

    AppResource(Apps apps, Sources sources) {
        this.sources = sources;
        this.apps = apps;
    }

    @GetMapping
    @Operation(
            operationId = "getAppQuota",
            summary = "How the calls of an app are counted: APP where nobody said otherwise")
    AppQuota read(@PathVariable String source, @PathVariable @Pattern(regexp = KEY) String appKey) {
        return new AppQuota(apps.countedBy(sources.named(source), appKey));
    }

    @PutMapping
    @Operation(
            operationId = "setAppQuota",
            summary = "Count the calls of an app together (APP) or by account (ACCOUNT)")
    AppQuota count(
            @PathVariable String source,
            @PathVariable @Pattern(regexp = KEY) String appKey,
            @Valid @RequestBody AppQuota quota) {
        apps.count(sources.named(source), appKey, quota.countedBy());
        return quota;
    }
}
