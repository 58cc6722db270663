package io.bisync.row;

import static io.bisync.row.Orders.PLAIN;
import static io.bisync.row.Orders.record;
import static io.bisync.row.Orders.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.record.RecordSchema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** Normalising hostile records against a reading that shares no code with it, and against itself. */
class NormaliserSecondReadingTests {

    @Property(tries = 3_000, edgeCases = EdgeCasesMode.NONE)
    void aRecordBecomesTheRowsThatAnotherReadingGivesItOrNone(@ForAll("records") byte[] value) {
        boolean fits = NormaliserAgreement.check(new Normaliser(new RecordSchema(PLAIN)), value);
        Statistics.collect(fits);
        Statistics.coverage(coverage -> {
            coverage.check(true).percentage(it -> it > 20);
            coverage.check(false).percentage(it -> it > 20);
        });
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void aNormaliserThatWasUsedBeforeAgreesToo(@ForAll("several") List<byte[]> values) {
        var used = new Normaliser(new RecordSchema(PLAIN));
        values.forEach(it -> NormaliserAgreement.check(used, it));
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void misfitsBetweenRecordsChangeNothingOfTheOthersRows(@ForAll("several") List<byte[]> hostile, @ForAll long seed) {
        var alone = new RangeBuffer(PLAIN);
        var among = new RangeBuffer(PLAIN);
        var used = new Normaliser(new RecordSchema(PLAIN));
        var random = new Random(seed);
        for (int offset = 0; offset < 6; offset++) {
            new Normaliser(new RecordSchema(PLAIN)).normalise(record(offset, order(offset)), alone);
            var rejected = hostile.isEmpty() ? new byte[0] : hostile.get(random.nextInt(hostile.size()));
            if (new Normaliser(new RecordSchema(PLAIN)).normalise(source(90, rejected), new RangeBuffer(PLAIN))
                    instanceof Normalised.Rejected) {
                used.normalise(source(90, rejected), among);
            }
            used.normalise(record(offset, order(offset)), among);
        }
        assertThat(texts(among)).isEqualTo(texts(alone));
        assertThat(among.checksum()).isEqualTo(alone.checksum());
    }

    @Property(tries = 200)
    void aRecordsRowsAreTheSameInAnyOrderAndInRoundsOfAnySize(@ForAll long seed) {
        var random = new Random(seed);
        var offsets = new ArrayList<>(IntStream.range(0, 40).boxed().toList());
        var atOnce = new RangeBuffer(PLAIN);
        var normaliser = new Normaliser(new RecordSchema(PLAIN));
        offsets.forEach(it -> normaliser.normalise(record(it, order(it)), atOnce));
        Collections.shuffle(offsets, random);
        var rangeBuffer = new RangeBuffer(PLAIN);
        Map<String, List<String>> inPieces = new TreeMap<>();
        for (var offset : offsets) {
            normaliser.normalise(record(offset, order(offset)), rangeBuffer);
            if (random.nextInt(5) == 0) {
                collect(rangeBuffer, inPieces);
                rangeBuffer.clear();
            }
        }
        collect(rangeBuffer, inPieces);
        inPieces.values().forEach(Collections::sort);
        Map<String, List<String>> expected = new TreeMap<>();
        collect(atOnce, expected);
        expected.values().forEach(Collections::sort);
        assertThat(inPieces).isEqualTo(expected);
    }

    @Provide
    Arbitrary<byte[]> records() {
        return HostileOrders.values();
    }

    @Provide
    Arbitrary<List<byte[]>> several() {
        return HostileOrders.values().list().ofMaxSize(8);
    }

    private static SourceRecord source(long offset, byte[] value) {
        return new SourceRecord("erp.erp.order", 3, offset, null, value, "7", null);
    }

    /** Different for each id, with children, escapes and unknown fields in some of them. */
    private static String order(int id) {
        var name = Arrays.asList("a", "\\u7ea2\\n", "红", "\\ud83d\\ude00").get(id % 4);
        return "{\"o_id\":%d,\"ts\":%d,\"status\":\"%s\",\"amount\":%s,\"new\":{ \"a\":[%d] },\"items\":[%s]}"
                .formatted(
                        id,
                        id * 3,
                        name,
                        id % 3 == 0 ? "1e1" : "\"2.005\"",
                        id,
                        id % 2 == 0 ? "" : "{\"oi_id\":1,\"serials\":[{\"sn\":\"x\"},{}]}");
    }

    private static void collect(RangeBuffer rangeBuffer, Map<String, List<String>> into) {
        texts(rangeBuffer)
                .forEach((table, text) -> into.computeIfAbsent(table, _ -> new ArrayList<>())
                        .addAll(text.lines().toList()));
    }

    private static Map<String, String> texts(RangeBuffer rangeBuffer) {
        Map<String, String> texts = new TreeMap<>();
        rangeBuffer.tables().forEach(it -> texts.put(it.table().name(), text(it)));
        return texts;
    }
}
