package io.bisync.basic.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.basic.run.Choice.Candidate;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class ChoicePropertyTests {

    @Property(tries = 200)
    void asManyAsAreWantedAreBegunAndOfAPartOneItsOldest(
            @ForAll("candidates") List<Candidate> candidates, @ForAll @IntRange(max = 20) int most) {
        var chosen = chosen(candidates, Map.of(), most);
        var parts = new HashSet<String>();
        candidates.forEach(it -> parts.add(it.part()));

        assertThat(chosen).hasSize(Math.min(most, parts.size()));
        assertThat(chosen).extracting(Candidate::part).doesNotHaveDuplicates();
        assertThat(chosen)
                .allSatisfy(one -> assertThat(candidates)
                        .filteredOn(it -> it.part().equals(one.part()))
                        .allSatisfy(it -> assertThat(one.run()).isLessThanOrEqualTo(it.run())));
    }

    @Property(tries = 200)
    void noAccountGetsMoreWhileAnotherHasLess(
            @ForAll("candidates") List<Candidate> candidates,
            @ForAll @IntRange(max = 20) int most,
            @ForAll @IntRange(max = 4) int running) {
        var counts = new HashMap<>(Map.of("a1", running));
        var chosen = chosen(candidates, counts, most);
        var begun = new HashSet<String>();
        chosen.forEach(it -> {
            begun.add(it.part());
            counts.merge(it.account(), 1, Integer::sum);
        });

        candidates.stream()
                .filter(it -> !begun.contains(it.part()))
                .forEach(left -> assertThat(chosen)
                        .allSatisfy(it -> assertThat(counts.getOrDefault(it.account(), 0))
                                .isLessThanOrEqualTo(counts.getOrDefault(left.account(), 0) + 1)));
    }

    @Provide
    Arbitrary<List<Candidate>> candidates() {
        var candidate = Combinators.combine(
                        Arbitraries.integers().between(1, 5),
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.longs().between(1, 4),
                        Arbitraries.longs().between(0, 5))
                .as((account, entity, run, from) -> new Candidate(
                        0, run, "a" + account + " e" + entity, "a" + account, Instant.ofEpochSecond(from)));
        return candidate.list().ofMaxSize(25).map(ChoicePropertyTests::numbered);
    }

    private static List<Candidate> numbered(List<Candidate> all) {
        return IntStream.range(0, all.size())
                .mapToObj(it -> new Candidate(
                        it,
                        all.get(it).run(),
                        all.get(it).part(),
                        all.get(it).account(),
                        all.get(it).from()))
                .toList();
    }

    private static List<Candidate> chosen(List<Candidate> candidates, Map<String, Integer> running, int most) {
        return Choice.of(candidates, running, most).stream()
                .map(it -> candidates.get(it.intValue()))
                .toList();
    }
}
