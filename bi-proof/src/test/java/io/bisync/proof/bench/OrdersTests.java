package io.bisync.proof.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.event.Event;
import io.bisync.record.RecordSchema;
import io.bisync.row.Normalised;
import io.bisync.row.Normaliser;
import io.bisync.row.RangeBuffer;
import io.bisync.row.SourceRecord;
import io.bisync.table.Entity;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrdersTests {

    private static final int MANY = 1_000;

    private final Entity entity = Service.orders();

    @Test
    void theSameSeedGivesTheSameBytes() {
        List<Event> once = orders(3, 7);
        List<Event> again = orders(3, 7);

        assertThat(once).hasSizeGreaterThan(MANY / 2);
        assertThat(again.stream().map(Event::value))
                .containsExactlyElementsOf(once.stream().map(Event::value).toList());
        assertThat(again.stream().map(Event::time))
                .containsExactlyElementsOf(once.stream().map(Event::time).toList());
    }

    @Test
    void everyOrderHasItsOwnId() {
        assertThat(orders(1, 1).stream().map(Event::id)).doesNotHaveDuplicates();
    }

    @Test
    void noMoreAreHandedOutThanAreWanted() {
        List<Event> some = new ArrayList<>();
        new Orders(1, 1, MANY, new Enlarged(0), entity).pages(130, some::addAll);

        assertThat(some.stream().map(Event::id))
                .containsExactlyElementsOf(
                        orders(1, 1).stream().limit(130).map(Event::id).toList());
    }

    @Test
    void anotherSeedGivesOtherOrders() {
        assertThat(orders(3, 7).getFirst().value())
                .isNotEqualTo(orders(3, 8).getFirst().value());
    }

    @Test
    void ordersAreAsLargeAsRealOnesAndAllOfThemFit() {
        var rangeBuffer = new RangeBuffer(entity);
        var normaliser = new Normaliser(new RecordSchema(entity));
        List<Event> orders = orders(1, 1);
        orders.forEach(it -> assertThat(normaliser.normalise(
                        new SourceRecord("t", 0, 0, null, it.value(), it.account(), it.version()), rangeBuffer))
                .isInstanceOf(Normalised.Rows.class));

        assertThat(orders.stream().mapToInt(it -> it.value().length).average().orElse(0))
                .isBetween(1_600.0, 1_800.0);
    }

    private List<Event> orders(int account, long seed) {
        List<Event> all = new ArrayList<>();
        new Orders(account, seed, MANY, new Enlarged(0), entity).pages(MANY, all::addAll);
        return all;
    }
}
