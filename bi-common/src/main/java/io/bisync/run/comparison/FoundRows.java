package io.bisync.run.comparison;

import io.bisync.run.Finding;
import io.bisync.run.Finding.Sort;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Adds up what was found, with the first few as examples. */
public final class FoundRows {

    private static final int LONGEST_DETAIL = 500;
    private static final int MOST_EXAMPLES = 10;
    private static final String BETWEEN = "; ";

    private static final class Sum {

        private long rows;
        private String examples = "";
        private int shown;

        void add(long more, String example) {
            rows += more;
            var longer = examples.isEmpty() ? example : examples + BETWEEN + example;
            if (!example.isEmpty() && shown < MOST_EXAMPLES && longer.length() <= LONGEST_DETAIL) {
                examples = longer;
                shown++;
            }
        }
    }

    private final Map<Sort, Sum> sums = new EnumMap<>(Sort.class);

    /** Goes on from what was found before. */
    public FoundRows(List<Finding> before) {
        for (var finding : before) {
            var sum = sum(finding.sort());
            sum.rows += finding.rows();
            if (finding.detail() != null) {
                sum.examples = finding.detail();
                sum.shown = finding.detail().split(BETWEEN, -1).length;
            }
        }
    }

    /** Adds rows of a sort, and an example in words, or none where it is empty. */
    public void add(Sort sort, long rows, String example) {
        sum(sort)
                .add(
                        rows,
                        example.length() <= LONGEST_DETAIL ? example : example.substring(0, LONGEST_DETAIL - 1) + "…");
    }

    public long rows(Sort sort) {
        return sum(sort).rows;
    }

    /** One a sort, where there are some. */
    public List<Finding> all(@Nullable Instant from, @Nullable Instant to) {
        return sums.entrySet().stream()
                .filter(it -> it.getValue().rows > 0)
                .map(it -> new Finding(
                        it.getKey(),
                        from,
                        to,
                        it.getValue().rows,
                        it.getValue().examples.isEmpty() ? null : it.getValue().examples))
                .toList();
    }

    private Sum sum(Sort sort) {
        return sums.computeIfAbsent(sort, _ -> new Sum());
    }
}
