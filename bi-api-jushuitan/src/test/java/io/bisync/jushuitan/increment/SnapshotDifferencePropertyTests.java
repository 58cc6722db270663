package io.bisync.jushuitan.increment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** When a row that a whole reading lacks is deleted. */
class SnapshotDifferencePropertyTests {

    /** Each reading as the table sees it: what is known, and what the last one left in doubt. */
    private Set<String> known = new TreeSet<>();

    private Set<String> doubted = Set.of();

    @Property
    void twoReadingsOfTheSameRowsLeaveExactlyThose(@ForAll("readings") List<Set<String>> readings) {
        readings.forEach(this::read);
        read(readings.getLast());
        assertThat(known).isEqualTo(readings.getLast());
        assertThat(doubted).isEmpty();
    }

    @Property
    void noReadingDeletesMoreThanAFifthThatTheOneBeforeStillHad(@ForAll("readings") List<Set<String>> readings) {
        Set<String> last = Set.of();
        for (Set<String> reading : readings) {
            Set<String> before = Set.copyOf(known);
            SnapshotDifference difference = read(reading);
            Set<String> stillHad = new TreeSet<>(difference.deleted());
            stillHad.retainAll(last);
            assertThat(stillHad.size() * 5).isLessThanOrEqualTo(before.size());
            assertThat(difference.deleted()).noneMatch(reading::contains).isSubsetOf(before);
            last = reading;
        }
    }

    @Example
    void aFifthIsBelievedAtOnceAndMoreAtTheSecondReading() {
        Set<String> ten = rows(0, 10);
        assertThat(SnapshotDifference.of(ten, rows(0, 8), Set.of()).deleted()).isEqualTo(rows(8, 10));

        SnapshotDifference first = SnapshotDifference.of(ten, rows(0, 7), Set.of());
        assertThat(first.deleted()).isEmpty();
        assertThat(first.doubted()).isEqualTo(rows(7, 10));
        assertThat(SnapshotDifference.of(ten, rows(0, 7), first.doubted()).deleted())
                .isEqualTo(rows(7, 10));
        assertThat(SnapshotDifference.of(ten, rows(1, 10), first.doubted()).deleted())
                .isEqualTo(rows(0, 1));
        assertThat(SnapshotDifference.of(ten, Set.of(), first.doubted()).deleted())
                .isEqualTo(rows(7, 10));
    }

    @Provide
    Arbitrary<List<Set<String>>> readings() {
        return Arbitraries.integers()
                .between(0, 20)
                .map(String::valueOf)
                .set()
                .list()
                .ofMinSize(1)
                .ofMaxSize(8);
    }

    private SnapshotDifference read(Set<String> rows) {
        SnapshotDifference difference = SnapshotDifference.of(known, rows, doubted);
        known = new TreeSet<>(known);
        known.removeAll(difference.deleted());
        known.addAll(rows);
        doubted = difference.doubted();
        return difference;
    }

    private static Set<String> rows(int from, int to) {
        return IntStream.range(from, to).mapToObj(String::valueOf).collect(Collectors.toCollection(TreeSet::new));
    }
}
