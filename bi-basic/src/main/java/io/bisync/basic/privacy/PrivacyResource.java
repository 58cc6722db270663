package io.bisync.basic.privacy;

import io.bisync.account.FieldRules;
import io.bisync.account.api.PrivacyApi;
import io.bisync.basic.account.Sources;
import io.bisync.basic.http.Code;
import io.bisync.basic.http.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Rules for personal values over REST: told by services at their start, read by everyone. */
@RestController
@Tag(name = "Privacy", description = "What becomes of fields that no declaration knows")
class PrivacyResource implements PrivacyApi {

    record RulesList(List<SourceRules> rules) {}

    private final RulesInForce rules;
    private final Sources sources;

    PrivacyResource(RulesInForce rules, Sources sources) {
        this.sources = sources;
        this.rules = rules;
    }

    @GetMapping("/api/privacy")
    @Operation(
            operationId = "listPrivacyRules",
            summary = "By source: what becomes of fields that no declaration knows, and which are kept as they are")
    RulesList list() {
        return new RulesList(rules.list());
    }

    @Override
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "tellPrivacyRules",
            summary = "For services: the rules that this process loads by; what differs from before is in the audit")
    @Refuses(Code.OTHER_SOURCE)
    public void rulesInForce(String source, FieldRules told) {
        rules.tell(sources.named(source), told);
    }
}
