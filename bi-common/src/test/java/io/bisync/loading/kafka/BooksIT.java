package io.bisync.loading.kafka;

import static io.bisync.loading.kafka.LoadingBroker.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.loading.range.TinyOrders;
import io.bisync.starrocks.http.InMemoryStreamLoad.Fault;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The meters of each process balance while things go wrong:
 * {@code received = loaded + superseded + rejected + ignored + waiting + handed.over}. A scrape reads one meter after the
 * other, so that it may meet a round in the middle; it never stays like that.
 */
class BooksIT extends OnLoadingStage {

    private static final String RECORDS = "bi.loading.records.";

    @Test
    void theyBalanceThroughFaultsAndMembersThatComeAndGo() throws Exception {
        stage.starRocks.refuse(row -> "13".equals(String.valueOf(row.get("id"))));
        var member = stage.start();
        stage.produce(0, 60);
        stage.send(TinyOrders.key(200), TinyOrders.rejected(200));
        stage.send(TinyOrders.key(1), TinyOrders.order(1, 2));
        stage.send(TinyOrders.key(1), TinyOrders.order(1, 3));
        stage.send(TinyOrders.key(201), TinyOrders.order(201, 1));
        stage.loads(60);
        balances(member);
        assertThat(records(member, "rejected")).isEqualTo(2);

        stage.starRocks.next(Fault.UNDECIDED_BUT_COMMITTED, Fault.UNDECIDED_AND_ABORTED, Fault.NOT_NOW);
        stage.produce(300, 60);
        stage.loads(120);
        balances(member);

        stage.starRocks.goAway();
        stage.produce(400, 60);
        await("all of them wait").until(() -> records(member, "waiting") == 60);
        balances(member);
        var other = stage.start();
        await("a rebalance")
                .until(() -> !LoadingStage.states(other).isEmpty()
                        && LoadingStage.states(member).size() < 3);
        await("all of them wait, somewhere").until(() -> records(member, "waiting") + records(other, "waiting") == 60);
        assertThat(records(member, "handed.over"))
                .isEqualTo(records(other, "waiting"))
                .isPositive();
        balances(member);
        balances(other);

        stage.starRocks.comeBack();
        stage.loads(180);
        balances(member);
        balances(other);
        stage.stop(other);
        stage.produce(500, 60);
        stage.loads(240);
        balances(member);
        assertThat(records(member, "waiting")).isZero();
    }

    private void balances(ConfigurableApplicationContext member) {
        await("balanced books").untilAsserted(() -> {
            var all = all(member);
            var received = all.remove("received");
            assertThat(all.values().stream().mapToDouble(it -> it).sum())
                    .as("%s of %s received", all, received)
                    .isEqualTo(received);
        });
    }

    private Map<String, Double> all(ConfigurableApplicationContext member) {
        Map<String, Double> all = new HashMap<>();
        for (var meter :
                new String[] {"received", "loaded", "superseded", "rejected", "ignored", "waiting", "handed.over"}) {
            all.put(meter, records(member, meter));
        }
        return all;
    }

    private double records(ConfigurableApplicationContext member, String meter) {
        return member.getBean(MeterRegistry.class).find(RECORDS + meter).tag("topic", stage.topic).meters().stream()
                .flatMap(it -> StreamSupport.stream(it.measure().spliterator(), false))
                .mapToDouble(it -> it.getValue())
                .sum();
    }
}
