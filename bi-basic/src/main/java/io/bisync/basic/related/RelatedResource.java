package io.bisync.basic.related;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Related entities over REST: they can be read and nothing else. */
@RestController
@Tag(name = "Accounts")
class RelatedResource {

    /**
     * A page.
     *
     * @param entities at most as many as were asked for
     * @param next what to send as after to get the next page; null on the last one
     */
    record RelatedPage(
            List<RelatedEntity> entities, @Nullable String next) {}

    private final RelatedEntities entities;

    RelatedResource(RelatedEntities entities) {
        this.entities = entities;
    }

    @GetMapping("/api/related-entities")
    @Operation(
            operationId = "listRelatedEntities",
            summary = "Company, app, shops and warehouses of accounts, as the ERP names them; whose shop is 10001?")
    RelatedPage list(
            @RequestParam(required = false) @Size(max = 32) @Nullable String account,
            @RequestParam(required = false) @Size(max = 64) @Nullable String kind,
            @RequestParam(required = false) @Size(max = 200) @Nullable String id,
            @RequestParam(required = false) @Size(max = 500) @Nullable String after,
            @RequestParam(defaultValue = "100") @Positive @Max(500) int limit) {
        // One more says whether there is another page.
        var found = entities.list(account, kind, id, after == null ? Place.BEGINNING : Place.of(after), limit + 1);
        return found.size() <= limit
                ? new RelatedPage(found, null)
                : new RelatedPage(
                        found.subList(0, limit),
                        Place.after(found.get(limit - 1)).text());
    }
}
