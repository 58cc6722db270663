package io.bisync.proof.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bisync.local.process.Checkout;
import io.bisync.table.ColumnType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** On this checkout, without writing to it. */
class PromotionTests {

    @Test
    void aFieldOfAnEntityBecomesALineOfEachFile() throws IOException {
        var added = added("jushuitan.order.risk_score", "DECIMAL(18, 4)");

        assertThat(added.get("bi-api-jushuitan/src/main/java/io/bisync/jushuitan/catalogue/OrderEntity.java"))
                .containsExactly(
                        "import static io.bisync.table.ColumnType.decimal;",
                        "                .optionalChildren(\"pays\", \"pay\", OrderEntity::pay)",
                        "                .columns(decimal(18, 4), \"risk_score\");");
        assertThat(added.get("dictionary/jushuitan/order.tsv"))
                .containsExactly(".\trisk_score\tnumber\t\t\t风险分\trisk score");
        assertThat(added.get("deploy/starrocks/kustomization.yaml"))
                .containsExactly("      - " + change(added).substring("deploy/starrocks/".length()));
        assertThat(added.get(change(added)))
                .containsExactly(
                        "ALTER TABLE ods_jushuitan_order",
                        "    ADD COLUMN risk_score DECIMAL(18, 4) NULL COMMENT \"风险分 / risk score\";");
    }

    @Test
    void aFieldOfAnArraysObjectsGoesToTheirTable() throws IOException {
        var added = added("jushuitan.order.items.craft_code", "varchar(64)");

        assertThat(added.get("bi-api-jushuitan/src/main/java/io/bisync/jushuitan/catalogue/OrderEntity.java"))
                .containsExactly(
                        "                .personal(\"remark\")",
                        "                .columns(varchar(64), \"craft_code\");");
        assertThat(added.get("dictionary/jushuitan/order.tsv"))
                .containsExactly("items\tcraft_code\ttext\t\t\t风险分\trisk score");
        assertThat(added.get(change(added))).first().isEqualTo("ALTER TABLE ods_jushuitan_order_item");
    }

    @Test
    void aNameThatSqlReservesGetsAnotherAndTheDictionarySaysSo() throws IOException {
        var added = added("leke.order.group", "JSON");

        assertThat(added.get("bi-api-leke/src/main/java/io/bisync/leke/catalogue/OrderEntity.java"))
                .anyMatch(it -> it.contains(".columnFrom(\"group\", \"field_group\", JSON);"));
        assertThat(added.get("dictionary/leke/order.tsv"))
                .containsExactly("# column.group: field_group", ".\tgroup\tjson\t\t\t风险分\trisk score");
    }

    @Test
    void whatCannotBecomeAColumnIsSaidWithTheReason() {
        assertRefused("risk_score", "JSON", "'risk_score' is no field");
        assertRefused("jushuitan.nothing.risk_score", "JSON", "No file *Entity.java declares 'jushuitan.nothing'");
        assertRefused("jushuitan.order.gifts.qty", "JSON", "order declares no objects 'gifts'");
        assertRefused("jushuitan.order.status", "JSON", "order names 'status' already");
        assertRefused("jushuitan.order.risk_score", "TEXT", "'TEXT' is no column type");
        assertRefused("jushuitan.order.risk_score", "VARCHAR", "VARCHAR cannot have size 0");
    }

    /** The next number that is free. */
    private static String change(Map<String, List<String>> added) {
        return added.keySet().stream()
                .filter(it -> it.startsWith("deploy/starrocks/changes/"))
                .findFirst()
                .orElseThrow();
    }

    private static void assertRefused(String field, String type, String message) {
        assertThatThrownBy(() -> promoted(field, type)).hasMessageContaining(message);
    }

    /** The lines of each file that are not in the checkout, by their path there. */
    private static Map<String, List<String>> added(String field, String type) throws IOException {
        var added = new TreeMap<String, List<String>>();
        for (var file : promoted(field, type).entrySet()) {
            List<String> before = Files.exists(file.getKey()) ? Files.readAllLines(file.getKey()) : List.of();
            added.put(
                    Checkout.root().relativize(file.getKey()).toString(),
                    file.getValue().lines().filter(it -> !before.contains(it)).toList());
        }
        return added;
    }

    private static Map<Path, String> promoted(String field, String type) throws IOException {
        return new Promotion(FieldPath.of(field), ColumnType.parse(type), "风险分", "risk score").in(Checkout.root());
    }
}
