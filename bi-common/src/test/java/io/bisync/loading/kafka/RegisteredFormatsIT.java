package io.bisync.loading.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.loading.partition.PartitionStatus.State;
import io.bisync.loading.range.TinyOrders;
import io.bisync.registry.Registries;
import io.bisync.registry.RegistryStandIn;
import io.bisync.registry.WireFormat;
import io.bisync.registry.format.Formats;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** A topic of Avro between a real broker and the tables: loaded, at rest while its registry is away, set aside where it knows nothing. */
class RegisteredFormatsIT {

    private static final Schema ORDER = new Schema.Parser().parse("""
        {"type":"record","name":"Order","fields":[{"name":"id","type":"long"},{"name":"ts","type":"long"},{"name":"name","type":"string"},
          {"name":"items","type":{"type":"array","items":{"type":"record","name":"Item","fields":[{"name":"item","type":"long"}]}}}]}
        """);

    @Test
    void aTopicOfAvroIsLoadedRestsWithoutItsRegistryAndLosesNothing() throws Exception {
        try (var server = new RegistryStandIn();
                var stage = new LoadingStage("registered")) {
            var avro = Formats.avro(Registries.at(server.url())).serializer();
            var partition = new TopicPartition(stage.topic, 0);
            var orders = new byte[3][];
            for (var id = 0; id < orders.length; id++) {
                orders[id] = Objects.requireNonNull(avro.serialize(stage.topic, order(id)));
            }
            server.status = 503;
            var member = stage.start(
                    "bi.registry.url=" + server.url(), "bi.registry.formats.order=avro", "bi.registry.patience=0s");
            stage.send(TinyOrders.key(0), orders[0]);
            stage.produce(partition, 7);

            LoadingBroker.await("rest").untilAsserted(() -> {
                assertThat(LoadingStage.states(member)).contains(State.RESTING);
                assertThat(LoadingStage.failures(member)).containsExactly("BI-REGISTRY-01");
            });
            assertThat(stage.deadLetters()).isEmpty();

            server.status = 0;
            stage.send(TinyOrders.key(1), orders[1]);
            stage.send(TinyOrders.key(2), WireFormat.frame(99, "x".getBytes(UTF_8)));
            stage.send(TinyOrders.key(2), orders[2]);
            stage.loads(4);

            assertThat(stage.deadLetters()).singleElement().satisfies(it -> {
                assertThat(LoadingStage.header(it, "bi-error-code")).contains("BI-REGISTRY-02");
                assertThat(LoadingStage.header(it, "bi-error-reason"))
                        .hasValueSatisfying(why -> assertThat(why).contains("schema 99"));
                assertThat(it.value()).isEqualTo(WireFormat.frame(99, "x".getBytes(UTF_8)));
            });
        }
    }

    private static org.apache.avro.generic.GenericContainer order(long id) {
        var item = new GenericRecordBuilder(ORDER.getField("items").schema().getElementType())
                .set("item", 1L)
                .build();
        return new GenericRecordBuilder(ORDER)
                .set("id", id)
                .set("ts", 1L)
                .set("name", "n")
                .set("items", java.util.List.of(item))
                .build();
    }
}
