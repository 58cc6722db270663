package io.bisync.proof.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.event.Event;
import io.bisync.record.RecordSchema;
import io.bisync.row.Normalised;
import io.bisync.row.Normaliser;
import io.bisync.row.RangeBuffer;
import io.bisync.row.SourceRecord;
import io.bisync.table.Entity;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EnlargedTests {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int KB = 400;
    private static final int SOME = 25;

    private final Entity entity = Service.orders();

    @Test
    void anOrderHasAboutTheWantedSize() {
        assertThat(orders(KB))
                .hasSize(SOME)
                .allSatisfy(it -> assertThat(it.value().length).isCloseTo(KB << 10, Percentage.withPercentage(1)));
    }

    @Test
    void everyItemIsARowAndHasAnIdOfItsOwn() {
        for (Event order : orders(KB)) {
            JsonNode json = JSON.readTree(order.value());
            JsonNode items = json.path("items");
            var rangeBuffer = new RangeBuffer(entity);

            assertThat(items.size()).isGreaterThan(100);
            assertThat(items.valueStream().map(it -> it.path("oi_id").asString()))
                    .doesNotHaveDuplicates();
            assertThat(new Normaliser(new RecordSchema(entity))
                            .normalise(
                                    new SourceRecord("t", 0, 0, null, order.value(), order.account(), order.version()),
                                    rangeBuffer))
                    .isInstanceOfSatisfying(
                            Normalised.Rows.class,
                            it -> assertThat(it.rows())
                                    .isEqualTo(
                                            1 + items.size() + json.path("pays").size()));
        }
    }

    @Test
    void nothingButTheItemsIsChanged() {
        byte[] order = "{\"o_id\":1,\"items\":[{\"qty\":1,\"oi_id\":\"7\",\"x\":[{}]}, {\"oi_id\":9}],\"ts\":2}"
                .getBytes(StandardCharsets.UTF_8);

        String larger = new String(new Enlarged(1).order(order), StandardCharsets.UTF_8);

        assertThat(larger)
                .startsWith("{\"o_id\":1,\"items\":[{\"qty\":1,\"oi_id\":\"7\",\"x\":[{}]}, {\"oi_id\":9},"
                        + "{\"qty\":1,\"oi_id\":10,\"x\":[{}]},{\"oi_id\":11},{\"qty\":1,\"oi_id\":12,")
                .endsWith("}],\"ts\":2}")
                .hasSizeBetween(1_024, 1_100);
    }

    @Test
    void theSameSeedGivesTheSameBytes() {
        assertThat(orders(KB).stream().map(Event::value))
                .containsExactlyElementsOf(orders(KB).stream().map(Event::value).toList());
    }

    @Test
    void withoutASizeOrWithoutItemsAnOrderStaysAsItIs() {
        byte[] without = "{\"o_id\":1,\"items\":[]}".getBytes(StandardCharsets.UTF_8);
        byte[] with = "{\"o_id\":1,\"items\":[{\"oi_id\":1}]}".getBytes(StandardCharsets.UTF_8);

        assertThat(new Enlarged(KB).order(without)).isSameAs(without);
        assertThat(new Enlarged(0).order(with)).isSameAs(with);
    }

    @Test
    void aRecordNeverHasMoreRowsThanItMay() {
        byte[] order = "{\"o_id\":1,\"items\":[{\"oi_id\":1}]}".getBytes(StandardCharsets.UTF_8);

        assertThat(JSON.readTree(new Enlarged(Enlarged.MOST_KB).order(order)).path("items"))
                .hasSizeBetween(9_000, 9_999);
    }

    @Test
    void pagesOfLargeOrdersAreSmall() {
        assertThat(new Enlarged(0).page()).isEqualTo(100);
        assertThat(new Enlarged(KB).page()).isEqualTo(10);
        assertThat(new Enlarged(Enlarged.MOST_KB).page()).isPositive();
    }

    private List<Event> orders(int kb) {
        List<Event> all = new ArrayList<>();
        new Orders(1, 1, 100, new Enlarged(kb), entity).pages(SOME, all::addAll);
        return all;
    }
}
