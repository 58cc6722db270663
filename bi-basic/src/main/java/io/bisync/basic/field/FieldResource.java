package io.bisync.basic.field;

import io.bisync.account.Account;
import io.bisync.account.NewFields;
import io.bisync.account.api.FieldApi;
import io.bisync.basic.account.Sources;
import io.bisync.basic.http.Code;
import io.bisync.basic.http.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** New fields over REST: told by services, read by whoever decides which of them becomes a column. */
@RestController
@Tag(name = "New fields", description = "Fields that an ERP sends and no declaration knows")
class FieldResource implements FieldApi {

    record NewFieldList(List<NewField> fields) {}

    private final NewFieldTable table;
    private final Sources sources;

    FieldResource(NewFieldTable table, Sources sources) {
        this.table = table;
        this.sources = sources;
    }

    @GetMapping("/api/fields")
    @Operation(
            operationId = "listNewFields",
            summary =
                    "Fields that no declaration knows and that were loaded within 30 days, kept in extra, each with the"
                            + " column that it would get")
    NewFieldList list(
            @Parameter(description = "Only those of this source")
                    @RequestParam(required = false)
                    @Pattern(regexp = Account.SOURCE) @Nullable String source,
            @Parameter(description = "Only those of this table, for example ods_jushuitan_order")
                    @RequestParam(required = false)
                    @Nullable String table) {
        return new NewFieldList(this.table.list(source, table));
    }

    @Override
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            operationId = "tellNewFields",
            summary = "For services: the fields that this process met and no declaration knows")
    @Refuses(Code.OTHER_SOURCE)
    public void newFields(String source, NewFields fields) {
        table.tell(sources.named(source), fields);
    }
}
