package io.bisync.loading.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.loading.TinyOrders;
import io.bisync.table.Table;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
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
class TableGuardTests {

    private final List<Table> declared = TinyOrders.ENTITY.tables();
    private final Map<String, List<List<@Nullable Object>>> live = new HashMap<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final TableGuard guard = new TableGuard(this::answer, declared, meters);

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

    private void create(Table table) {
        var columns = new ArrayList<List<@Nullable Object>>();
        table.columns()
                .forEach(it -> columns.add(List.of(it.name(), it.type().sql().toLowerCase(Locale.ROOT))));
        live.put(table.name(), columns);
    }

    private List<List<@Nullable Object>> answer(String sql) {
        if (sql.equals("SHOW TABLES")) {
            var names = new ArrayList<List<@Nullable Object>>();
            live.keySet().forEach(it -> names.add(List.of(it)));
            return names;
        }
        return live.getOrDefault(sql.substring("DESC ".length()), List.of());
    }
}
