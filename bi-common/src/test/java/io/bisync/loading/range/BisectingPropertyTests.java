package io.bisync.loading.range;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.loading.DeadLetters.DeadLetter;
import io.bisync.loading.FailureKind;
import io.bisync.loading.LoadingRules;
import io.bisync.loading.partition.BrokerModel;
import io.bisync.starrocks.LoadRequest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.BeforeTry;
import org.apache.kafka.common.TopicPartition;

/** Finding the records that StarRocks refuses: how many loads that takes, and what is in afterwards. */
class BisectingPropertyTests {

    private static final LoadingRules RULES = Rules.withRejectionLimit(1_000);
    private static final TopicPartition P0 = new TopicPartition("erp.tiny.order", 0);
    private static final String ITEMS = "ods_tiny_order_item";
    private static final String ORDERS = "ods_tiny_order";
    private static final String BAD_ORDER = "\"name\":\"bad\"";
    private static final String BAD_ITEM = "\"item\":66\\b";
    private static final Pattern OFFSET = Pattern.compile("\"source_offset\":(\\d+)");
    private static final Pattern ID = Pattern.compile("\"id\":(-?\\d+)");
    private static final Pattern VERSION = Pattern.compile("\"record_version\":(\\d+)");

    private final Rules.Clock clock = new Rules.Clock();
    private BrokerModel broker = new BrokerModel();
    private ScriptedStreamLoad starRocks = new ScriptedStreamLoad();
    private List<DeadLetter> rejected = new ArrayList<>();

    @BeforeTry
    void fresh() {
        broker = new BrokerModel();
        starRocks = new ScriptedStreamLoad();
        rejected = new ArrayList<>();
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void kBadRecordsOfNAreFoundInFewLoadsAndTheGoodOnesAreLoadedOnce(
            @ForAll @IntRange(min = 1, max = 150) int records, @ForAll("places") Set<Integer> places) {
        var bad = inside(places, records);
        IntStream.range(0, records).forEach(it -> append(it, 1, bad.contains((long) it) ? "bad" : "n", 1));
        starRocks.refuse(BAD_ORDER);
        var result = runToTheEnd(List.of());
        assertThat(starRocks.loaded(ORDERS)).hasSize(records - bad.size()).doesNotHaveDuplicates();
        assertThat(offsets(ORDERS)).noneMatch(bad::contains);
        assertThat(starRocks.loaded(ITEMS)).hasSize(records).doesNotHaveDuplicates();
        assertThat(rejected).extracting(it -> it.record().offset()).containsExactlyElementsOf(bad);
        assertThat(result.counts().loaded()).isEqualTo(records - bad.size());
        assertThat(starRocks.sent.stream().filter(it -> it.table().equals(ORDERS)))
                .hasSizeLessThanOrEqualTo(mostLoads(bad.size(), records));
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
    void itGoesOnWhereItStoppedUnderTheSameLabels(
            @ForAll @IntRange(min = 2, max = 60) int records,
            @ForAll("places") Set<Integer> places,
            @ForAll List<@IntRange(max = 8) Integer> stops) {
        var bad = inside(places, records);
        IntStream.range(0, records).forEach(it -> append(it, 1, "n", bad.contains((long) it) ? 66 : 1));
        starRocks.refuse(BAD_ITEM);
        runToTheEnd(List.of());
        var labels = labels();
        var bodies = Set.copyOf(starRocks.loaded(ITEMS));
        starRocks = new ScriptedStreamLoad();
        starRocks.refuse(BAD_ITEM);
        rejected = new ArrayList<>();
        runToTheEnd(stops);
        assertThat(labels()).isEqualTo(labels);
        assertThat(starRocks.loaded(ITEMS)).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(bodies);
        assertThat(starRocks.loaded(ORDERS)).hasSize(records - bad.size()).doesNotHaveDuplicates();
        assertThat(rejected).extracting(it -> it.record().offset()).containsExactlyElementsOf(bad);
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void theNewestGoodRecordOfEachOrderIsWhatIsLeft(@ForAll("changes") List<Change> changes) {
        changes.forEach(it -> append(it.id, it.version, it.badOrder ? "bad" : "n", it.badItem ? 66 : 1));
        starRocks.refuse(BAD_ORDER + "|" + BAD_ITEM);
        runToTheEnd(List.of());
        Map<Long, Long> expected = new TreeMap<>();
        Map<Long, Long> versions = new HashMap<>();
        for (var offset = 0; offset < changes.size(); offset++) {
            var change = changes.get(offset);
            if (!change.badOrder && !change.badItem && change.version >= versions.getOrDefault(change.id, 0L)) {
                versions.put(change.id, change.version);
                expected.put(change.id, (long) offset);
            }
        }
        assertThat(leftInOrders()).isEqualTo(expected);
        assertThat(rejected).allSatisfy(it -> {
            var change = changes.get((int) it.record().offset());
            assertThat(change.badOrder || change.badItem).isTrue();
        });
    }

    record Change(long id, long version, boolean badOrder, boolean badItem) {}

    @Provide
    Arbitrary<List<Change>> changes() {
        return Combinators.combine(
                        Arbitraries.longs().between(1, 6),
                        Arbitraries.longs().between(1, 4),
                        Arbitraries.integers().between(0, 5),
                        Arbitraries.integers().between(0, 5))
                .as((id, version, order, item) -> new Change(id, version, order == 0, item == 0))
                .list()
                .ofMinSize(1)
                .ofMaxSize(24);
    }

    @Provide
    Arbitrary<Set<Integer>> places() {
        return Arbitraries.integers().between(0, 149).set().ofMaxSize(5);
    }

    /** So many loads of one table find k bad records of n: 2k·log2(n)+1. */
    static int mostLoads(int bad, int records) {
        var levels = 32 - Integer.numberOfLeadingZeros(records - 1);
        return 2 * bad * levels + 1;
    }

    private static Set<Long> inside(Set<Integer> places, int records) {
        return places.stream()
                .filter(it -> it < records)
                .map(Integer::longValue)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void append(long id, long version, String name, int item) {
        var value =
                "{\"id\":%d,\"ts\":%d,\"name\":\"%s\",\"items\":[{\"item\":%d}]}".formatted(id, version, name, item);
        broker.append(P0, TinyOrders.key(id), value.getBytes(UTF_8));
    }

    private Set<String> labels() {
        return starRocks.sent.stream().map(it -> it.label().value()).collect(Collectors.toSet());
    }

    private List<Long> offsets(String table) {
        return starRocks.loaded(table).stream().map(it -> number(OFFSET, it)).toList();
    }

    /** What a primary-key table with {@code merge_condition = record_version} holds: the offset by id. */
    private Map<Long, Long> leftInOrders() {
        Map<Long, Long> left = new TreeMap<>();
        Map<Long, Long> versions = new HashMap<>();
        for (var line : starRocks.loaded(ORDERS)) {
            var id = number(ID, line);
            var version = number(VERSION, line);
            if (version >= versions.getOrDefault(id, 0L)) {
                versions.put(id, version);
                left.put(id, number(OFFSET, line));
            }
        }
        return left;
    }

    private static long number(Pattern pattern, String line) {
        var match = pattern.matcher(line);
        assertThat(match.find()).as(line).isTrue();
        return Long.parseLong(match.group(1));
    }

    /**
     * As the loader does: after a refusal and after a rest the intended range comes again as it was noted.
     *
     * @param stops after how many loads of a round StarRocks asks for a pause; none in the rounds after these
     */
    private RangeResult runToTheEnd(List<Integer> stops) {
        var limits = new ArrayDeque<>(stops);
        var start = new Range.Start(P0, "id", 0, Rejections.NOTHING);
        starRocks.failAfter(next(limits));
        var prepared = Ranges.gathered(normaliser(), RULES, start, broker.records(P0), clock.instant());
        var note = start.metadata(0, prepared.range().intent());
        var result = work().run(prepared);
        for (var round = 0; result.failure() != null; round++) {
            assertThat(round).isLessThan(1_000);
            assertThat(result.failure().kind()).isIn(FailureKind.REFUSED, FailureKind.NOT_NOW);
            note = result.reopened() == null ? note : result.reopened();
            var found = OffsetMetadata.parse(note.text());
            assertThat(found).isNotNull();
            starRocks.failAfter(next(limits));
            assertThat(found.intent()).isNotNull();
            result = work().run(Ranges.recovered(
                    normaliser(), start, 0, found.intent(), AbortedLoads.NONE, broker.records(P0)));
        }
        return result;
    }

    private static int next(ArrayDeque<Integer> limits) {
        return limits.isEmpty() ? Integer.MAX_VALUE : limits.remove();
    }

    private static RangeNormaliser normaliser() {
        return new RangeNormaliser(Map.of(P0.topic(), TinyOrders.ENTITY), new HeldAccounts(), RULES);
    }

    private RangeProcessor work() {
        return new RangeProcessor(
                new Labels("test", "group", "bi"),
                starRocks,
                (_, letters) -> rejected.addAll(letters),
                new HeldAccounts(),
                RULES,
                Rules.backoff(),
                clock,
                clock::pass,
                new LoadObserver() {},
                (LoadRequest _) -> null);
    }
}
