package io.bisync.proof.report;

import java.util.List;

/** The middle of some values. */
public final class Median {

    private Median() {}

    /** The one in the middle; of an even number the mean of the two there. */
    public static double of(List<Double> values) {
        if (values.isEmpty()) {
            return Double.NaN;
        }
        var sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
