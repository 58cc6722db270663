package io.bisync.record;

import static io.bisync.row.Orders.JSON;
import static io.bisync.table.ColumnType.BIGINT;
import static io.bisync.table.ColumnType.BOOLEAN;
import static io.bisync.table.ColumnType.DATETIME;
import static io.bisync.table.ColumnType.decimal;
import static io.bisync.table.ColumnType.varchar;
import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.privacy.Privacy;
import io.bisync.privacy.UnknownFields;
import io.bisync.row.Orders;
import io.bisync.secret.SealingKey;
import io.bisync.table.Entity;
import io.bisync.table.Envelope;
import io.bisync.table.TableDeclaration;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class WithheldTests {

    private static final SealingKey KEY = newKey();

    private static final Entity ORDER = Entity.of("erp", "order", Envelope.none(), WithheldTests::order);

    /** The same after a release that made columns of what nobody had declared. */
    private static final Entity PROMOTED = Entity.of("erp", "order", Envelope.none(), order -> {
        order(order);
        order.columnFrom("收货人", "consignee", varchar(60))
                .json("a")
                .columns(varchar(60), "nick")
                .columns(decimal(18, 4), "b", "rate")
                .columns(BIGINT, "count")
                .columns(BOOLEAN, "flag")
                .columns(DATETIME, "held_at");
    });

    private static final Entity EVENT = Entity.of(
            "other",
            "order",
            Envelope.around("data")
                    .account("tenant")
                    .operation("op", "UPSERT", "DELETE")
                    .version("version"),
            order -> order.key("order_id", varchar(20)).columns(varchar(400), "props"));

    private static final Entity SEALED = ORDER.under(sealed());

    @Test
    void anUnknownFieldShowsItsNameAndTypeOnTheTopicAndInExtra() {
        var published =
                publish(SEALED, order("\"nick\":\"SECRET\",\"count\":77,\"more\":{\"a\":[\"SECRET\"]},\"none\":null"));
        assertThat(published).doesNotContain("SECRET").doesNotContain("77");
        var tree = JSON.readTree(published);
        assertThat(tree.get("nick").asString()).matches("sealed:text:[\\w-]+");
        assertThat(tree.get("count").asString()).startsWith("sealed:number:");
        assertThat(tree.get("more").asString()).startsWith("sealed:object:");
        assertThat(tree.get("none").isNull()).isTrue();
        assertThat(row(SEALED, published).get("extra"))
                .isEqualTo(JSON.createObjectNode()
                        .setAll(Map.of(
                                "nick", tree.get("nick"),
                                "count", tree.get("count"),
                                "more", tree.get("more"),
                                "none", tree.get("none"))));
    }

    @Test
    void aFieldThatIsAllowedLaterIsOpenedFromTheSameTopicBytes() {
        var clear = order("\"nick\":\"阿\\n明\",\"more\":{\"a\":[1, 2]},\"props\":\"{\\\"size\\\":\\\"XL\\\"}\"");
        var published = publish(SEALED, clear);
        var allowing = ORDER.under(sealed("erp.order.nick", "erp.order.more", "erp.order.props.size"));
        var row = row(allowing, published);
        assertThat(row.get("extra").toString()).isEqualTo("{\"nick\":\"阿\\n明\",\"more\":{\"a\":[1,2]}}");
        assertThat(row.get("props").asString()).isEqualTo("{\"size\":\"XL\"}");
        assertThat(row).isEqualTo(row(allowing, clear));
    }

    @Test
    void aFieldThatBecomesAColumnIsFilledFromTheSameTopicBytes() {
        var clear = order("\"nick\":\"阿\\n明\",\"rate\":1.23456,\"count\":\"77\",\"flag\":\"1\","
                + "\"held_at\":\"2026-11-01 08:09:10\",\"a\":{\"x\":[1, 2]}");
        var promoted = PROMOTED.under(sealed());
        var row = row(promoted, publish(SEALED, clear));
        assertThat(row).isEqualTo(row(promoted, clear));
        assertThat(row.get("nick").asString()).isEqualTo("阿\n明");
        assertThat(row.get("rate").asString()).isEqualTo("1.2346");
        assertThat(row.get("count").asLong()).isEqualTo(77);
        assertThat(row.get("flag").asBoolean()).isTrue();
        assertThat(row.get("held_at").asString()).startsWith("2026-11-01 08:09:10");
        assertThat(row.get("a").get("x").asString()).startsWith("sealed:array:");
    }

    @Test
    void whatItsNewColumnDoesNotTakeGoesToExtraAsIfItHadNeverBeenSealed() {
        var promoted = PROMOTED.under(sealed());
        var clear = order("\"count\":\"many\",\"flag\":{\"who\":\"SECRET\"}");
        var row = row(promoted, publish(SEALED, clear));
        assertThat(row).isEqualTo(row(promoted, clear));
        assertThat(row.get("extra").get("count").asString()).isEqualTo("many");
        assertThat(row.toString()).doesNotContain("SECRET");
    }

    @Test
    void whatDoesNotOpenStaysSealed() {
        var published = publish(SEALED, order("\"nick\":\"%s\"".formatted("SECRET".repeat(800))));
        var row = row(PROMOTED.under(sealed()), published);
        assertThat(row.get("extra").get("nick").asString()).startsWith("sealed:text:4802:");
        var another = Privacy.of(UnknownFields.SEALED, Set.of(), newKey());
        assertThat(row(PROMOTED.under(another), publish(SEALED, order("\"nick\":\"SECRET\"")))
                        .get("nick")
                        .asString())
                .startsWith("sealed:text:");
    }

    @Test
    void aValueLooksTheSameAtOnePlaceOfOneAccountAndNowhereElse() {
        var both = JSON.readTree(publish(SEALED, order("\"a\":\"SECRET\",\"b\":\"SECRET\"")));
        assertThat(both.get("a")).isNotEqualTo(both.get("b"));
        assertThat(JSON.readTree(publish(SEALED, order("\"a\":\"SECRET\""))).get("a"))
                .isEqualTo(both.get("a"));
        assertThat(JSON.readTree(publish(SEALED, "8", order("\"a\":\"SECRET\"")))
                        .get("a"))
                .isNotEqualTo(both.get("a"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"props\":\"{\\\"receiver\\\":\\\"SECRET\\\"}\"",
                "\"props\":\" [{\\\"x\\\":{\\\"y\\\":\\\"SECRET\\\"}}]\"",
                "\"props\":\"\\u007b\\\"x\\\":\\\"SECRET\\\"}\"",
                "\"props\":\"{\\\"colour\\\":\\\"{\\\\\\\"x\\\\\\\":\\\\\\\"SECRET\\\\\\\"}\\\"}\"",
                "\"note\":\"{\\\"x\\\":\\\"SECRET\\\"}\"",
                "\"short\":\"{\\\"x\\\":\\\"SECRET and more that fills the column\\\"}\"",
                "\"finances\":{\"fee\":1,\"who\":\"SECRET\"}",
                "\"finances\":{\"fee\":{\"who\":\"SECRET\"}}",
                "\"finances\":{\"parts\":[{\"fee\":1,\"who\":\"SECRET\"}]}",
                "\"finances\":\"{\\\"who\\\":\\\"SECRET\\\"}\"",
                "\"finances\":{\"fee\":\"{\\\"who\\\":\\\"SECRET\\\"}\"}",
                "\"code\":{\"who\":\"SECRET\"}",
                "\"code\":[1,{\"who\":[\"SECRET\"]}]",
                "\"收货人\":\"SECRET\"",
                "\"re.cei.ver\":[[\"SECRET\"]]",
                "\"n\\u0069ck\":\"SECRET\"",
                "\"receiver_nick\":\"SECRET\"",
                "\"nick\":\"sealed:text:SECRET\"",
                "\"nick\":\"sealed:text:9999:SECRET\"",
            })
    void whatNobodyDeclaredIsWithheldWhereverItStands(String member) {
        var published = publish(SEALED, order(member));
        assertThat(published).doesNotContain("SECRET");
        assertThat(row(SEALED, published).toString()).doesNotContain("SECRET");
        assertThat(row(SEALED, order(member)))
                .as("a topic of before, or of somebody else")
                .isEqualTo(row(SEALED, published));
        var dropping = ORDER.under(Privacy.of(UnknownFields.DROPPED, Set.of(), null));
        assertThat(publish(dropping, order(member))).doesNotContain("SECRET").doesNotContain("sealed:number");
        assertThat(row(dropping, order(member)).toString()).doesNotContain("SECRET");
    }

    @Test
    void whatIsDeclaredStaysByteForByte() {
        var json =
                order("\"props\":\"{\\\"colour\\\" : \\\"red\\\"}\",\"finances\":{\"fee\":1,\"parts\":[{\"fee\":2}]},"
                        + "\"code\":\"[not json\",\"note\":\"急 \\u4e00\"");
        assertThat(publish(SEALED, json)).isEqualTo(json);
    }

    @Test
    void aScalarWhereObjectsAreDeclaredIsWithheld() {
        assertThat(publish(SEALED, "{\"o_id\":1,\"ts\":2,\"items\":[\"SECRET\"]}"))
                .doesNotContain("SECRET");
    }

    @Test
    void aLongValueIsKeptAsTypeLengthAndHashAndNeverOpens() {
        var member = "\"nick\":\"" + "SECRET".repeat(800) + "\"";
        var published = publish(SEALED, order(member));
        assertThat(JSON.readTree(published).get("nick").asString()).matches("sealed:text:4802:[\\w-]{56}");
        assertThat(publish(SEALED, published)).isEqualTo(published);
        assertThat(row(ORDER.under(sealed("erp.order.nick")), published)
                        .get("extra")
                        .get("nick")
                        .asString())
                .startsWith("sealed:text:4802:");
    }

    @Test
    void aValueThatIsNoJsonStaysSealedWhenItIsAllowed() {
        var published = publish(SEALED, order("\"nick\":0123"));
        assertThat(row(ORDER.under(sealed("erp.order.nick")), published)
                        .get("extra")
                        .get("nick")
                        .asString())
                .startsWith("sealed:number:");
    }

    @Test
    void aRecordIsSealedForItsAccountWhereverThatStands() {
        var sealing = EVENT.under(sealed());
        var before = "{\"tenant\":\"t1\",\"op\":\"UPSERT\",\"version\":1,\"x\":\"SECRET\","
                + "\"data\":{\"order_id\":\"1\",\"nick\":\"SECRET\",\"props\":\"{\\\"a\\\":\\\"SECRET\\\"}\"}}";
        var behind = "{\"x\":\"SECRET\",\"data\":{\"order_id\":\"1\",\"nick\":\"SECRET\","
                + "\"props\":\"{\\\"a\\\":\\\"SECRET\\\"}\"},\"op\":\"UPSERT\",\"version\":1,\"tenant\":\"t1\"}";
        var row = row(sealing, before);
        assertThat(row.toString()).doesNotContain("SECRET");
        assertThat(row.get("extra").propertyNames()).containsExactlyInAnyOrder("envelope.x", "nick");
        assertThat(row(sealing, behind).get("extra").get("nick"))
                .isEqualTo(row.get("extra").get("nick"));
        assertThat(row(sealing, behind).get("props")).isEqualTo(row.get("props"));
        assertThat(row(sealing, behind.replace("t1", "t2")).get("props")).isNotEqualTo(row.get("props"));
        assertThat(row(EVENT.under(sealed("other.order.nick")), behind)
                        .get("extra")
                        .get("nick")
                        .asString())
                .isEqualTo("SECRET");
    }

    @Test
    void personalLookingNamesDecideOnlyWhereUnknownFieldsAreKept() {
        var json = order("\"my_phone\":\"1\",\"deep\":{\"email\":2}");
        assertThat(JSON.readTree(publish(SEALED, json)).has("my_phone")).isTrue();
        assertThat(row(ORDER.under(sealed("erp.order.deep")), json)
                        .get("extra")
                        .get("deep")
                        .toString())
                .isEqualTo("{\"email\":2}");
        var kept = ORDER.under(Privacy.of(UnknownFields.KEPT, Set.of(), null));
        assertThat(publish(kept, json)).isEqualTo(order("\"deep\":{}"));
    }

    @Test
    void theRulesArePartOfTheFingerprintAndOtherEntitiesAreNot() {
        var another = Privacy.of(UnknownFields.SEALED, Set.of(), newKey());
        assertThat(List.of(
                        ORDER.fingerprint(),
                        SEALED.fingerprint(),
                        ORDER.under(sealed("erp.order.nick")).fingerprint(),
                        ORDER.under(another).fingerprint(),
                        ORDER.under(Privacy.of(UnknownFields.DROPPED, Set.of(), KEY))
                                .fingerprint()))
                .doesNotHaveDuplicates();
        assertThat(ORDER.under(sealed("erp.refund.nick", "other.order.nick")).fingerprint())
                .isEqualTo(SEALED.fingerprint());
    }

    @Property(tries = 500)
    void theRowsOfWhatWasPublishedAreTheRowsOfTheErpsOwnBytes(@ForAll("members") List<String> members) {
        var clear = order(String.join(",", members));
        var published = publish(SEALED, clear);
        assertThat(row(SEALED, published)).isEqualTo(row(SEALED, clear));
        assertThat(publish(SEALED, published)).isEqualTo(published);
        var allowing = ORDER.under(sealed("erp.order.a", "erp.order.props.b", "erp.order.finances.a"));
        assertThat(row(allowing, published)).isEqualTo(row(allowing, clear));
        var promoted = PROMOTED.under(sealed());
        assertThat(row(promoted, published)).isEqualTo(row(promoted, clear));
    }

    @Provide
    Arbitrary<List<String>> members() {
        var name = Arbitraries.of("a", "b", "props", "finances", "note", "receiver_x", "收货人");
        var value = Arbitraries.of(
                "\"x\"",
                "\"{\\\"a\\\":1,\\\"b\\\":[{}]}\"",
                "\"{\\\"b\\\":\\\"\\\\\\\"\\\"}\"",
                "\"13800138000\"",
                "\"\\ud83d\\ude00 [1]\"",
                "null",
                "\"\"",
                "\"sealed:text:AAAA\"");
        var tree = Arbitraries.of("{}", "{\"a\":{\"c\":1},\"fee\":2}", "[{\"b\":\"x\"}, 1]", "12345678901234567890");
        return Combinators.combine(name, value, tree)
                .as((n, v, t) ->
                        "\"" + n + "\":" + (Set.of("a", "b", "finances").contains(n) ? t : v))
                .list()
                .uniqueElements(it -> it.substring(0, it.indexOf(':')))
                .ofMaxSize(6);
    }

    @Test
    void phoneNumbersAreMaskedInFreeTextAndNeverInCodes() {
        var json = order("\"note\":\"电话 138\\u00300138000\",\"code\":\"13800138000\"");
        var published = publish(SEALED, json);
        assertThat(JSON.readTree(published).get("note").asString()).isEqualTo("电话 ***");
        assertThat(row(SEALED, json).get("note").asString()).isEqualTo("电话 ***");
        assertThat(row(SEALED, published).get("code").asString()).isEqualTo("13800138000");
        assertThat(row(ORDER, json).get("note").asString()).isEqualTo("电话 ***");
    }

    @Test
    void whatItsColumnDoesNotTakeIsMaskedWhateverItWasDeclaredAs() {
        var phone = order("\"short\":\"%s 13800138000\"".formatted("x".repeat(60)));
        assertThat(row(SEALED, publish(SEALED, phone)).get("extra").toString())
                .isEqualTo("{\"short\":\"%s ***\"}".formatted("x".repeat(60)));
        var number = order("\"code\":[13800138000,7]");
        assertThat(row(SEALED, publish(SEALED, number)).get("extra").toString()).isEqualTo("{\"code\":[\"***\",7]}");
    }

    @Test
    void halfASurrogatePairInWhatIsMaskedStopsNobody() {
        var order = "{\"o_id\":1,\"ts\":2,\"items\":[],\"code\":\"\\ud84d\"}";
        assertThat(row(SEALED, order).get("extra").get("code").asString()).isEqualTo("\\ud84d");
        var phone = order.replace("\\ud84d", "\\ud84d 13800138000");
        assertThat(row(SEALED, phone).get("extra").get("code").asString()).isEqualTo("\ufffd ***");
    }

    @Test
    void aForgedSealOpensNothing() {
        var forged = "sealed:text:" + Base64.getUrlEncoder().encodeToString("SECRET".getBytes(StandardCharsets.UTF_8));
        var json = order("\"nick\":\"" + forged + "\"");
        assertThat(publish(SEALED, json)).doesNotContain(forged);
        assertThat(row(ORDER.under(sealed("erp.order.nick")), publish(SEALED, json))
                        .get("extra")
                        .get("nick")
                        .asString())
                .isEqualTo(forged);
    }

    private static void order(TableDeclaration order) {
        order.key("o_id", BIGINT)
                .version("ts")
                .columns(varchar(400), "props", "code")
                .columns(varchar(60), "short")
                .freeText(varchar(400), "note")
                .json("finances")
                .members("finances", "fee", "parts", "parts.fee")
                .members("props", "colour")
                .personal("receiver_*")
                .children("items", "item", item -> item.key("oi_id", BIGINT));
    }

    private static Privacy sealed(String... allowed) {
        return Privacy.of(UnknownFields.SEALED, Set.of(allowed), KEY);
    }

    private static String order(String members) {
        return "{\"o_id\":1,\"ts\":2,\"items\":[]" + (members.isEmpty() ? "" : "," + members) + "}";
    }

    private static String publish(Entity entity, String json) {
        return publish(entity, "7", json);
    }

    private static String publish(Entity entity, String account, String json) {
        var out = new ByteArrayOutputStream();
        var bytes = json.getBytes(StandardCharsets.UTF_8);
        new Redactor(new RecordSchema(entity), account).redact(bytes, 0, bytes.length, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static JsonNode row(Entity entity, String json) {
        return Orders.row(entity, json);
    }

    private static SealingKey newKey() {
        var file = Path.of(System.getProperty("java.io.tmpdir"), "sealing-" + java.util.UUID.randomUUID() + ".json");
        SealingKey.create(file);
        file.toFile().deleteOnExit();
        return SealingKey.open(file);
    }
}
