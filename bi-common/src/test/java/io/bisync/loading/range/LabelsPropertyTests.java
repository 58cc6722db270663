package io.bisync.loading.range;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.starrocks.LoadLabel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.common.TopicPartition;

/** A label stands for one load: the same load, the same label; anything else, another. */
class LabelsPropertyTests {

    private static final Arbitrary<String> LETTERS = Arbitraries.oneOf(
            Arbitraries.of("a", "b", "ab", "a-b", "a_b", "a.b", ""),
            Arbitraries.strings().ofMaxLength(300));

    /** Everything that a label is made of. */
    record Load(
            List<String> names, int partition, int epoch, long from, long length, boolean isPart, Set<Long> without) {

        /** The same but for one part. */
        Load with(int part, Load other) {
            var all = new ArrayList<>(names);
            if (part < all.size()) {
                all.set(part, other.names.get(part));
            }
            return new Load(
                    all,
                    part == 7 ? other.partition : partition,
                    part == 8 ? other.epoch : epoch,
                    part == 9 ? other.from : from,
                    part == 10 ? other.length : length,
                    part == 11 ? other.isPart : isPart,
                    part == 12 ? other.without : without);
        }

        LoadLabel label() {
            var range =
                    Ranges.fresh(new TopicPartition(names.get(3), partition), names.get(4), epoch, from, from + length);
            var labels = new Labels(names.get(0), names.get(1), names.get(2));
            var left = new TreeSet<>(without);
            return isPart
                    ? labels.part(names.get(5), range, names.get(6), range.from(), range.to(), left)
                    : labels.whole(names.get(5), range, names.get(6), left);
        }
    }

    @Property(tries = 2_000)
    void aLabelIsAllowedAndTheSameEveryTime(@ForAll("loads") Load load) {
        assertThat(load.label().value()).matches("[-\\w]{1,128}");
        assertThat(load.label()).isEqualTo(load.label());
    }

    @Property(tries = 5_000)
    void twoLoadsShareALabelOnlyIfTheyAreTheSame(@ForAll("neighbours") List<Load> loads) {
        assertThat(loads.getFirst().label().equals(loads.getLast().label()))
                .isEqualTo(loads.getFirst().equals(loads.getLast()));
    }

    @Provide
    Arbitrary<Load> loads() {
        return loads(
                LETTERS,
                Arbitraries.integers().greaterOrEqual(0),
                Arbitraries.longs().between(0, Long.MAX_VALUE / 2));
    }

    /** Two that differ in one part at most. */
    @Provide
    Arbitrary<List<Load>> neighbours() {
        var few = loads(
                Arbitraries.of("a", "b", "ab", "a-b", "a_b"),
                Arbitraries.integers().between(0, 2),
                Arbitraries.longs().between(1, 12));
        return Combinators.combine(few, few, Arbitraries.integers().between(0, 12))
                .as((one, other, part) -> List.of(one, one.with(part, other)));
    }

    private static Arbitrary<Load> loads(Arbitrary<String> letters, Arbitrary<Integer> small, Arbitrary<Long> offsets) {
        return Combinators.combine(
                        letters.list().ofSize(7),
                        small,
                        small,
                        offsets,
                        offsets,
                        Arbitraries.of(true, false),
                        offsets.set().ofMaxSize(3))
                .as(Load::new);
    }
}
