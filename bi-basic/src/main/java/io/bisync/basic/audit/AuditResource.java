package io.bisync.basic.audit;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What was done, over REST: it can be read and nothing else. */
@RestController
@RequestMapping("/api/audit")
@Tag(name = "Audit", description = "Who changed what")
class AuditResource {

    record AuditPage(List<AuditEntry> entries) {}

    private final Audit audit;

    AuditResource(Audit audit) {
        this.audit = audit;
    }

    @GetMapping
    @Operation(
            operationId = "listAudit",
            summary = "Changes, the newest first; the next page is what is before the last id of this one")
    AuditPage list(
            @RequestParam(required = false) @Positive @Nullable Long before,
            @RequestParam(required = false) @Size(max = 200) @Nullable String object,
            @RequestParam(defaultValue = "100") @Positive @Max(500) int limit) {
        return new AuditPage(audit.list(before, object, limit));
    }
}
