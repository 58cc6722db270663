package io.bisync.loading.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.loading.range.TinyOrders;
import io.bisync.table.Table;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class SchemaCheckTests {

    private final List<Table> declared = TinyOrders.ENTITY.tables();
    private final Map<String, List<List<@Nullable Object>>> live = new HashMap<>();
    private final Map<String, String> models = new HashMap<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final SchemaCheck guard = new SchemaCheck(this::answer, "bi", declared, meters);

    @Test
    void tablesAsDeclaredAreRight() {
        declared.forEach(this::create);
        assertThat(guard.compare()).isTrue();
        assertThat(guard.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void aMissingTableIsNamedUntilItIsThere(CapturedOutput output) {
        assertThat(guard.compare()).isFalse();
        assertThat(guard.compare()).isFalse();
        assertThat(guard.health().getStatus()).isEqualTo(Status.DOWN);
        assertThat(guard.health().getDetails())
                .containsEntry("code", "BI-SCHEMA-01")
                .hasEntrySatisfying(
                        "differences",
                        it -> assertThat(it.toString())
                                .contains("ods_tiny_order does not exist; apply deploy/starrocks/ods_tiny_order.sql"));
        declared.forEach(this::create);
        assertThat(guard.compare()).isTrue();
        assertThat(guard.health().getStatus()).isEqualTo(Status.UP);
        assertThat(output.getAll().lines().filter(it -> it.contains("BI-SCHEMA-01")))
                .hasSize(1);
        assertThat(meters.get("bi.schema.problems")
                        .tag("code", "BI-SCHEMA-01")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void aMissingColumnIsNamed() {
        declared.forEach(this::create);
        live.values().forEach(List::removeLast);
        assertThat(guard.compare()).isFalse();
        assertThat(guard.health().getDetails().toString()).contains("Column ods_tiny_order.loaded_at is missing");
    }

    /** A table of equal names and types in which every order would get a row for each of its versions. */
    @Test
    void aTableWithAnotherKeyHoldsItsLoadsBack() {
        declared.forEach(this::create);
        key("ods_tiny_order", "record_version");

        assertThat(guard.compare()).isFalse();
        assertThat(guard.health().getDetails().toString())
                .contains("ods_tiny_order has the key (account_id, id, record_version)");
    }

    @Test
    void aTableOfAnotherModelHoldsItsLoadsBack() {
        declared.forEach(this::create);
        models.put("ods_tiny_order", "DUP_KEYS");

        assertThat(guard.compare()).isFalse();
        assertThat(guard.health().getDetails().toString()).contains("ods_tiny_order has the model DUP_KEYS");
    }

    private void key(String table, String column) {
        live.getOrDefault(table, List.of()).stream()
                .filter(it -> column.equals(it.getFirst()))
                .forEach(it -> it.set(3, "true"));
    }

    private void create(Table table) {
        var columns = new ArrayList<List<@Nullable Object>>();
        table.columns()
                .forEach(it -> columns.add(new ArrayList<>(Arrays.asList(
                        it.name(),
                        it.type().sql().toLowerCase(Locale.ROOT),
                        it.required() ? "NO" : "YES",
                        String.valueOf(table.key().contains(it.name())),
                        null,
                        ""))));
        live.put(table.name(), columns);
        models.put(table.name(), "PRI_KEYS");
    }

    private List<List<@Nullable Object>> answer(String sql) {
        if (sql.equals("SHOW TABLES")) {
            var names = new ArrayList<List<@Nullable Object>>();
            live.keySet().forEach(it -> names.add(List.of(it)));
            return names;
        }
        if (sql.startsWith("SELECT table_name, table_model")) {
            var rows = new ArrayList<List<@Nullable Object>>();
            models.forEach((table, model) -> rows.add(List.of(table, model)));
            return rows;
        }
        return live.getOrDefault(sql.substring("DESC ".length()), List.of());
    }
}
