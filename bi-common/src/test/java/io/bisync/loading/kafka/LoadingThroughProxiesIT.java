package io.bisync.loading.kafka;

import static io.bisync.loading.kafka.LoadingBroker.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.local.postgres.LocalPostgres;
import io.bisync.local.proxy.Direction;
import io.bisync.local.proxy.FaultProxy;
import io.bisync.local.proxy.Toxic;
import io.bisync.local.starrocks.transaction.Load;
import io.bisync.local.starrocks.transaction.LoadState;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The network between the service and the broker, the FE and the BE does what networks do: nothing is lost or loaded twice. */
class LoadingThroughProxiesIT {

    private static final Duration SHORT = Duration.ofMillis(300);

    /** The end of a stream comes late only where one ends, so that is tried at the FE, which closes after every answer. */
    private static final List<Toxic> TOXICS = List.of(
            new Toxic.Latency(SHORT),
            new Toxic.Bandwidth(2_000),
            new Toxic.Timeout(SHORT),
            new Toxic.Slicer(50, Duration.ofMillis(1)),
            new Toxic.LimitData(10),
            new Toxic.ResetPeer(Duration.ZERO));

    @Test
    void whateverTheNetworkDoesEveryOrderIsLoadedOnce(@TempDir Path data) throws Exception {
        try (var postgres = LocalPostgres.start(data);
                var stage = new WholeStage("proxied", postgres);
                var broker = stage.broker.kafka.openProxy();
                var frontend = before(stage.starRocks().frontend());
                var backend = before(stage.starRocks().backend())) {
            stage.createTables();
            stage.start(
                    "spring.kafka.bootstrap-servers=" + broker.address(),
                    "bi.starrocks.frontends=http://" + frontend.address(),
                    "bi.starrocks.rewrites=" + stage.starRocks().backend().getAuthority() + "=" + backend.address(),
                    "bi.starrocks.backends=" + backend.address());
            var orders = new Orders(stage);
            orders.oneMore();

            for (var toxic : TOXICS) {
                var struck = List.of(
                        broker.next(1, Direction.TO_CLIENT, toxic),
                        frontend.next(1, Direction.TO_CLIENT, toxic),
                        backend.next(1, Direction.TO_SERVER, toxic));
                orders.oneMore();
                await(toxic.toString())
                        .untilAsserted(() -> assertThat(struck)
                                .allSatisfy(it -> assertThat(it.struck()).isEqualTo(1)));
                for (var proxy : List.of(broker, frontend, backend)) {
                    proxy.clear();
                }
            }

            var slowClose = frontend.next(1, Direction.TO_CLIENT, new Toxic.SlowClose(SHORT));
            orders.oneMore();
            await("a slow close").until(() -> slowClose.struck() == 1);

            // The BE's "100 Continue" comes through, and the answer to a load that is in does not.
            var answer = backend.next(1, Direction.TO_CLIENT, new Toxic.LimitData(40));
            orders.oneMore();
            assertThat(answer.struck()).isEqualTo(1);

            assertThat(stage.broker.deadLetters(stage.topic)).isEmpty();
            assertThat(stage.starRocks().loads().stream()
                            .filter(it -> it.state() == LoadState.VISIBLE
                                    && it.table().equals("ods_whole_order"))
                            .mapToLong(Load::rowsLoaded)
                            .sum())
                    .isEqualTo(orders.sent);
        }
    }

    private static FaultProxy before(URI server) {
        return FaultProxy.open(0, server.getPort());
    }

    /** Orders with the ids 1, 2, 3 and so on. */
    private static final class Orders {

        private final WholeStage stage;
        private long sent;

        Orders(WholeStage stage) {
            this.stage = stage;
        }

        void oneMore() throws Exception {
            stage.sendOrder(++sent);
            stage.loads(LongStream.rangeClosed(1, sent).mapToObj(Long::toString).toArray(String[]::new));
        }
    }
}
