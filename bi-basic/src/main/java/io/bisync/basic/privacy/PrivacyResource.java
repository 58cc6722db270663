package io.bisync.basic.privacy;

import io.bisync.basic.account.Sources;
import io.bisync.basic.http.Code;
import io.bisync.basic.http.Refuses;
import io.bisync.basic.privacy.FieldRules.UnknownFields;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Rules for personal values over REST: told by services at their start, read by everyone. */
@RestController
@RequestMapping("/api/privacy")
@Tag(name = "Privacy", description = "What becomes of fields that no declaration knows")
class PrivacyResource {

    record RulesList(List<FieldRules> rules) {}

    /**
     * The rules that a process loads by.
     *
     * @param unknownFields what becomes of fields that no declaration knows
     * @param sealingKey the id of the key they are sealed with, not the key; null where nothing is sealed
     * @param allowed fields that are kept as they are, for example jushuitan.order.items.craft_code
     */
    record Told(
            @NotNull UnknownFields unknownFields,
            @Nullable @Size(max = 64) String sealingKey,
            @NotNull @Size(max = 10_000) Set<@NotBlank @Size(max = 300) String> allowed) {}

    private final RulesInForce rules;
    private final Sources sources;

    PrivacyResource(RulesInForce rules, Sources sources) {
        this.sources = sources;
        this.rules = rules;
    }

    @GetMapping
    @Operation(
            operationId = "listPrivacyRules",
            summary = "By source: what becomes of fields that no declaration knows, and which are kept as they are")
    RulesList list() {
        return new RulesList(rules.list());
    }

    @PutMapping("/{source}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "tellPrivacyRules",
            summary = "For services: the rules that this process loads by; what differs from before is in the audit")
    @Refuses(Code.OTHER_SOURCE)
    void tell(@PathVariable String source, @Valid @RequestBody Told told) {
        rules.tell(sources.named(source), told);
    }
}
