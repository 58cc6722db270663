package io.bisync.jushuitan.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.bisync.account.hint.Hint;
import io.bisync.account.hint.Hint.Reason;
import io.bisync.jushuitan.catalogue.Entities;
import io.bisync.jushuitan.declaration.PulledEntity;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a message says to have changed, and that nothing else of it goes anywhere. */
class PushMessageTests {

    private static final String MARK = "MARK-of-a-buyer";
    private static final String UNSIGNED = "method=%s&partnerid=erp&ts=1&sign=x";
    private static final Map<String, PulledEntity> PULLED = Rereads.byName(Entities.ALL);

    @Example
    void aShipmentNamesItsOrderAndWhatWasMadeOfItByTheMostTellingNumber() {
        assertThat(hints("logistics.upload", "{\"o_id\":38852,\"so_id\":\"S-1\",\"l_id\":\"%s\"}".formatted(MARK)))
                .containsExactly(
                        hint("order", "o_id", "38852"),
                        hint("sales_out", "o_id", "38852"),
                        hint("logistics", "so_id", "S-1"));
    }

    @Example
    void stockNamesItsSkusInAListAloneOrAmongOthersAndInEitherSpelling() {
        var both = new Hint[] {hint("inventory", "sku_id", "A"), hint("inventory", "sku_id", "红-1")};
        assertThat(hints(
                        "inventory.upload",
                        "{\"datas\":[{\"sku_id\":\"A\",\"qty\":1},{\"sku_id\":\"红-1\"},{\"sku_id\":\"A\"}]}"))
                .containsExactly(both);
        assertThat(hints("inventory.upload", "[{\"sku_id\":\"A\"},{\"sku_id\":\"红-1\"}]"))
                .containsExactly(both);
        var form = "action_code=business_sku_syn&timestamp=1&sign=x&biz="
                + URLEncoder.encode("[{\"skuId\":\"A\"},{\"skuId\":\"红-1\"}]", StandardCharsets.UTF_8);
        assertThat(hints(read(null, "application/x-www-form-urlencoded;charset=UTF-8", form)))
                .containsExactly(both);
        assertThat(hints(read(
                        null,
                        "application/json",
                        "{\"action_code\":\"business_sku_syn\",\"biz\":\"{\\\"skuId\\\":\\\"A\\\"}\"}")))
                .containsExactly(both[0]);
    }

    @Example
    void goodsThatComeBackNameTheirOrderAndACancelledOrderItself() {
        assertThat(hints("refund.goods", "{\"outer_as_id\":\"%s\",\"so_id\":\"S-1\"}".formatted(MARK)))
                .containsExactly(hint("after_sale", "so_id", "S-1"), hint("after_sale_received", "so_id", "S-1"));
        assertThat(hints("cancel.order", "{\"so_id\":\"S-1\"}")).containsExactly(hint("order", "so_id", "S-1"));
        assertThat(hints(read(UNSIGNED.formatted("cancel.order"), "application/x-www-form-urlencoded", "so_id=S%2B1")))
                .containsExactly(hint("order", "so_id", "S+1"));
    }

    @Example
    void whatIsNoIdIsNoHint() {
        for (var id : new String[] {"\"\"", "null", "1.5", "true", "{}", "\"a\\nb\"", "\"" + "x".repeat(65) + "\""}) {
            assertThat(hints("cancel.order", "{\"so_id\":%s}".formatted(id)))
                    .as(id)
                    .isEmpty();
        }
    }

    @Example
    void theOlderStyleIsForgedWithoutTheSignatureThatEverybodyCanMake() {
        var query = "method=cancel.order&partnerid=erp&ts=1547048796&type=cancelOrder&sign=";
        assertThat(read(query + "6be7466d0b6a89b9c12cf04a2a1e356c", null, "{}").isForged())
                .isFalse();
        assertThat(read(query + "6be7466d0b6a89b9c12cf04a2a1e356d", null, "{}").isForged())
                .isTrue();
    }

    @Example
    void anUnreadableMessageIsNotQuoted() {
        for (var body : new String[] {MARK, "{\"so_id\":\"" + MARK, "[".repeat(5_000) + MARK}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> read(UNSIGNED.formatted("cancel.order"), null, body))
                    .withMessageNotContaining("MARK")
                    .withNoCause();
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("method=%zz", null, "{}"))
                .withMessageNotContaining("zz");
    }

    /** Marks stand everywhere but in the fields that name something. */
    @Property(tries = 300)
    void aHintHoldsNothingButTheIds(@ForAll long seed) {
        var random = new Random(seed);
        var kind = List.of(PushKind.values()).get(random.nextInt(5));
        var body = JsonMapper.shared().createObjectNode();
        fill(body, random, 3);
        kind.fields().forEach(it -> body.put(it, "id-" + random.nextInt(9)));
        var content = random.nextBoolean() ? body.toString() : "{\"x\":\"%s\",\"datas\":[%s]}".formatted(MARK, body);
        var message = read(UNSIGNED.formatted(method(kind)), "application/json", content);

        assertThat(message.toString()).doesNotContain(MARK);
        assertThat(message.hints(kind, "7", PULLED))
                .isNotEmpty()
                .allSatisfy(it -> assertThat(JsonMapper.shared().writeValueAsString(it) + it.key() + it)
                        .doesNotContain(MARK)
                        .contains("id-"));
    }

    private static void fill(ObjectNode object, Random random, int depth) {
        for (var i = 0; i < 4; i++) {
            var name = Stream.of("receiver_name", "shop_buyer_id", "l_id", "items", MARK, "remark", "id")
                    .toList()
                    .get(random.nextInt(7));
            if (depth > 0 && random.nextBoolean()) {
                fill(object.putObject(name), random, depth - 1);
            } else {
                object.put(name, MARK + random.nextInt());
            }
        }
    }

    private static String method(PushKind kind) {
        return Arrays.stream(new String[] {
                    "logistics.upload", "inventory.upload", "refund.goods", "cancel.order", "business_sku_syn"
                })
                .filter(it -> PushKind.of(it).equals(Optional.of(kind)))
                .findFirst()
                .orElseThrow();
    }

    private static Set<Hint> hints(String method, String json) {
        return hints(read(UNSIGNED.formatted(method), "application/json", json));
    }

    private static Set<Hint> hints(PushMessage message) {
        return message.hints(PushKind.of(message.method()).orElseThrow(), "7", PULLED);
    }

    private static PushMessage read(@Nullable String query, @Nullable String type, String body) {
        return PushMessage.read(query, type, body.getBytes(StandardCharsets.UTF_8));
    }

    private static Hint hint(String entity, String field, String id) {
        return new Hint("7", entity, field, id, Reason.PUSHED);
    }
}
