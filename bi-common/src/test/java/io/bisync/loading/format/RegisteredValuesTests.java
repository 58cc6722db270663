package io.bisync.loading.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.bisync.event.EventHeaders;
import io.bisync.loading.FailureException;
import io.bisync.loading.FailureKind;
import io.bisync.loading.range.HeldAccounts;
import io.bisync.loading.range.OffsetMetadata;
import io.bisync.loading.range.Range;
import io.bisync.loading.range.RangeNormaliser;
import io.bisync.loading.range.RangeRows;
import io.bisync.loading.range.Rejections;
import io.bisync.loading.range.Rules;
import io.bisync.loading.range.TinyOrders;
import io.bisync.registry.Registries;
import io.bisync.registry.RegistryStandIn;
import io.bisync.registry.SchemaType;
import io.bisync.registry.UnfitValueException;
import io.bisync.registry.WireFormat;
import io.bisync.registry.format.AvroFormat;
import io.bisync.registry.format.Decoders;
import io.bisync.registry.format.Formats;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericContainer;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A range of values with registered schemas: the same rows however often it is made, and at rest while a schema is not known. */
class RegisteredValuesTests {

    static final Schema ORDER = new Schema.Parser().parse("""
        {"type":"record","name":"Order","namespace":"io.tiny","fields":[
          {"name":"id","type":"long"}, {"name":"ts","type":"long"}, {"name":"name","type":"string"},
          {"name":"items","type":{"type":"array","items":{"type":"record","name":"Item","fields":[{"name":"item","type":"long"}]}}}]}
        """);

    private static final TopicPartition P0 = new TopicPartition("tiny", 0);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Range.Start START = new Range.Start(P0, "id", 0, Rejections.NOTHING);

    private final RegistryStandIn server = new RegistryStandIn();
    private final Rules.Clock clock = new Rules.Clock();
    private final AvroFormat avro = Formats.avro(Registries.at(server.url()));
    private RangeNormaliser normaliser = process();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void anAvroRecordMakesTheRowsThatItsJsonMakes() {
        var json = new RangeNormaliser(Map.of(P0.topic(), TinyOrders.ENTITY), new HeldAccounts(), Rules.RULES);

        var ofAvro = rows(normaliser.fresh(START), value(1, "n"), value(2, "n"));
        var ofJson = rows(json.fresh(START), TinyOrders.order(1, 1), TinyOrders.order(2, 1));

        assertThat(intent(ofAvro)).isEqualTo(intent(ofJson));
        assertThat(ofAvro.bytes()).isEqualTo(ofJson.bytes());
    }

    @Test
    void plainJsonPassesBesideIt() {
        assertThat(intent(rows(normaliser.fresh(START), TinyOrders.order(1, 1), value(2, "n"))))
                .isEqualTo(intent(rows(normaliser.fresh(START), value(1, "n"), value(2, "n"))));
    }

    @Test
    void aRegistryThatIsAwayLaysThePartitionToRest() {
        var value = value(1, "n");
        server.status = 503;

        assertFails(value, FailureKind.REGISTRY);

        server.status = 0;
        assertThat(intent(rows(normaliser.fresh(START), value)).content()).isNotNull();
        server.status = 503;
        assertThat(rows(normaliser.fresh(START), value).records()).isEqualTo(1);
    }

    @Test
    void whatStandsBeforeDoesNotWaitForASchema() {
        assertThat(rows(normaliser.fresh(START), value(1, "n"), unknown(), value(2, "n"))
                        .records())
                .isEqualTo(1);
    }

    @Test
    void anUnknownSchemaIsWaitedForAndThenItsRecordsAreSetAside() {
        assertFails(unknown(), FailureKind.UNKNOWN_SCHEMA);
        clock.pass(PATIENCE.minusMillis(1));
        assertFails(unknown(), FailureKind.UNKNOWN_SCHEMA);
        clock.pass(Duration.ofMillis(1));

        var rows = rows(normaliser.fresh(START), value(1, "n"), unknown(), value(2, "n"));

        assertThat(rows.records()).isEqualTo(3);
        assertThat(intent(rows).unread()).containsExactly(9);
    }

    @Test
    void whatWasSetAsideStaysThatThoughTheSchemaIsKnownNow() {
        normaliser = process(Duration.ZERO);
        var value = unknown();
        var before = intent(rows(normaliser.fresh(START), value(1, "n"), value));
        var note = Objects.requireNonNull(
                OffsetMetadata.parse(START.metadata(0, before).text()));
        while (server.register("other" + server.questions.size(), SchemaType.AVRO, other()) < 9) {
            server.questions.add("one more");
        }

        var again = rows(process().intended(START, Objects.requireNonNull(note.intent())), value(1, "n"), value);

        assertThat(intent(again).content()).isEqualTo(before.content());
        assertThat(intent(again).unread()).containsExactly(9);
    }

    @Test
    void anIntendedRangeGivesUpNothingThatItDidNotGiveUpThen() {
        normaliser = process(Duration.ZERO);
        var intent = new OffsetMetadata.Intent(
                2, Instant.EPOCH, null, null, new TreeSet<>(), new TreeMap<>(), new TreeSet<>());

        assertThatExceptionOfType(FailureException.class)
                .isThrownBy(() -> rows(normaliser.intended(START, intent), unknown()))
                .satisfies(it -> assertThat(it.failure().kind()).isEqualTo(FailureKind.UNKNOWN_SCHEMA));
    }

    @Test
    void aRangeEndsBeforeTheSchemaThatItsNoteHasNoRoomFor() {
        normaliser = process(Duration.ZERO);
        var values = new ArrayList<byte[]>();
        for (var id = 1_000; id < 1_030; id++) {
            values.add(WireFormat.frame(id, new byte[] {1}));
        }

        var rows = rows(normaliser.fresh(START), values.toArray(byte[][]::new));

        assertThat(rows.records()).isEqualTo(20);
        assertThat(START.metadata(0, intent(rows)).text()).hasSizeLessThan(400);
    }

    @Test
    void aSchemaOfAnotherTypeIsNotRead() {
        server.register("json", SchemaType.JSON, "{}");

        var rows = rows(normaliser.fresh(START), WireFormat.frame(1, TinyOrders.order(1, 1)));

        assertThat(intent(rows)).isEqualTo(intent(rows(normaliser.fresh(START), WireFormat.frame(1, new byte[0]))));
    }

    @Test
    void aSchemaWhoseLibraryIsMissingIsRefusedAndNotTakenForJson() {
        server.register("parcels", SchemaType.AVRO, other());
        var decoder = new Decoders(Registries.at(server.url()), List.of()).of(1, SchemaType.AVRO);

        assertThatExceptionOfType(UnfitValueException.class)
                .isThrownBy(() -> decoder.json(WireFormat.frame(1, new byte[] {1}), 5))
                .withMessage("Schema 1 is of type AVRO, whose library is not on the class path")
                .satisfies(it -> assertThat(it.code()).isEqualTo("BI-REGISTRY-04"));
    }

    private void assertFails(byte[] value, FailureKind kind) {
        assertThatExceptionOfType(FailureException.class)
                .isThrownBy(() -> rows(normaliser.fresh(START), value))
                .satisfies(it -> assertThat(it.failure().kind()).isEqualTo(kind));
    }

    private RangeNormaliser process() {
        return process(PATIENCE);
    }

    /** A process knows nothing of what another one saw. */
    private RangeNormaliser process(Duration patience) {
        var values = new RegisteredValues(
                SchemaType.AVRO, new Decoders(Registries.at(server.url()), List.of(avro)), patience, clock);
        return new RangeNormaliser(
                Map.of(P0.topic(), TinyOrders.ENTITY),
                _ -> values,
                new HeldAccounts(),
                Rules.withRejectionLimit(1_000));
    }

    private byte[] value(long id, String name) {
        return Objects.requireNonNull(avro.serializer().serialize(P0.topic(), order(id, name)));
    }

    static GenericContainer order(long id, String name) {
        var item = new GenericRecordBuilder(ORDER.getField("items").schema().getElementType())
                .set("item", 1L)
                .build();
        return new GenericRecordBuilder(ORDER)
                .set("id", id)
                .set("ts", 1L)
                .set("name", name)
                .set("items", List.of(item))
                .build();
    }

    private static byte[] unknown() {
        return WireFormat.frame(9, new byte[] {1});
    }

    private String other() {
        return "{\"type\":\"fixed\",\"name\":\"Other%d\",\"size\":1}".formatted(server.questions.size());
    }

    private static OffsetMetadata.Intent intent(RangeRows rows) {
        return rows.intent(3, Instant.EPOCH);
    }

    private static RangeRows rows(RangeRows rows, byte[]... values) {
        var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        for (var value : values) {
            var headers = new RecordHeaders().add(EventHeaders.ACCOUNT, "7".getBytes(UTF_8));
            records.add(new ConsumerRecord<>(
                    P0.topic(),
                    0,
                    records.size(),
                    0,
                    TimestampType.CREATE_TIME,
                    0,
                    0,
                    null,
                    value,
                    headers,
                    Optional.empty()));
        }
        rows.take(records, Long.MAX_VALUE);
        return rows;
    }
}
