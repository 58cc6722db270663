package io.bisync.basic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** New fields over REST. */
class FieldIT {

    private static final BasicServer SERVER = BasicServer.shared();

    private final Caller administrator = SERVER.administrator();
    private final Caller service = SERVER.caller("SERVICE");

    @AfterEach
    void forget() {
        BasicServer.sql("shared", "DELETE FROM basic.new_field");
    }

    @Test
    void whatProcessesToldIsListedWithAColumnForIt() {
        tell("one", seen("leke.order.lines.craftCode", "ods_leke_order_item", "TEXT", 3));
        tell("one", seen("leke.order.lines.craftCode", "ods_leke_order_item", "TEXT", 5));
        tell("two", seen("leke.order.lines.craftCode", "ods_leke_order_item", "NULL", 2));

        JsonNode field = listed("ods_leke_order_item");

        assertThat(field.path("field").asString()).isEqualTo("leke.order.lines.craftCode");
        assertThat(field.path("values").asLong()).as("counters are absolute").isEqualTo(7);
        assertThat(field.path("types")).hasToString("[\"TEXT\",\"NULL\"]");
        JsonNode proposal = field.path("proposal");
        assertThat(proposal.path("column").asString()).isEqualTo("craft_code");
        assertThat(proposal.path("type").asString()).isEqualTo("VARCHAR(4000)");
        assertThat(proposal.path("declaration").asString())
                .isEqualTo(".columnFrom(\"craftCode\", \"craft_code\", varchar(4000))");
        assertThat(proposal.path("dictionary").asString()).isEqualTo("lines\tcraftCode\ttext\t\t\t…\t…");
        assertThat(proposal.path("alter").asString())
                .startsWith("ALTER TABLE ods_leke_order_item")
                .contains("ADD COLUMN craft_code VARCHAR(4000) NULL");
        assertThat(proposal.path("command").asString())
                .isEqualTo("./bi promote leke.order.lines.craftCode --type 'VARCHAR(4000)' --zh '…' --en '…'");
    }

    @Test
    void aFieldOfSeveralTypesIsProposedAsText() {
        tell(
                "one",
                seen("leke.sku.size", "ods_leke_sku", "NUMBER", 1) + ","
                        + seen("leke.sku.size", "ods_leke_sku", "OBJECT", 1));

        assertThat(listed("ods_leke_sku").at("/proposal/type").asString()).isEqualTo("VARCHAR(4000)");
    }

    @Test
    void onlyServicesTellAndOnlyOfTheirSource() {
        assertThat(administrator.put("/api/fields/leke", "{}").status()).isEqualTo(403);
        var other = new Caller(SERVER.address(), administrator.makeToken("SERVICE", "\"source\":\"leke\""));
        assertThat(other.put("/api/fields/jushuitan", body("one", "")).code()).isEqualTo("BI-BASIC-22");
        assertThat(service.put("/api/fields/leke", body("one", seen("leke.a.b", "ods_leke_a", "WORD", 1)))
                        .status())
                .isEqualTo(400);
    }

    private JsonNode listed(String table) {
        JsonNode fields = SERVER.caller("VIEWER")
                .get("/api/fields?source=leke&table=" + table)
                .json()
                .path("fields");
        assertThat(fields).hasSize(1);
        return fields.get(0);
    }

    private void tell(String instance, String fields) {
        assertThat(service.put("/api/fields/leke", body(instance, fields)).status())
                .isEqualTo(204);
    }

    private static String body(String instance, String fields) {
        return "{\"instance\":\"%s\",\"fields\":[%s]}".formatted(instance, fields);
    }

    private static String seen(String field, String table, String type, int values) {
        return "{\"field\":\"%s\",\"table\":\"%s\",\"type\":\"%s\",\"values\":%d,\"first\":\"%s\",\"last\":\"%s\"}"
                .formatted(field, table, type, values, "2026-11-30T01:00:00Z", "2026-11-30T02:00:00Z");
    }
}
