package io.bisync.proof.history.bench;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What was seen of the ERP's calls and of live pulls, without a history load and beside one.
 *
 * @param speed how many times faster than in life limits and paces are
 * @param permits calls a minute that bi-basic permits, all accounts together
 * @param idle without history
 * @param busy beside a history load of all accounts and entities
 */
record LimitsFigures(double speed, double permits, Stretch idle, Stretch busy) {

    /**
     * What was seen in so many seconds.
     *
     * @param calls that the ERP answered, whatever for
     * @param historyCalls those of them that the run asked for
     * @param lateness of each pull, by account and entity
     */
    record Stretch(double seconds, double calls, double historyCalls, Map<String, Lateness> lateness) {

        /** Calls a second of live. */
        double live() {
            return (calls - historyCalls) / seconds;
        }
    }

    /**
     * How long ago a pull had read everything, in seconds.
     *
     * @param mean over time
     */
    record Lateness(double mean, double longest) {}

    /** Which part of the calls that live leaves the history load used. */
    double share() {
        return busy.historyCalls() / busy.seconds() / (permits / 60 - busy.live());
    }

    /** How many times as late as without history each pull is that was watched for twice as long as it waits. */
    Map<String, Double> timesAsLate() {
        Map<String, Double> times = new TreeMap<>();
        idle.lateness().forEach((pull, before) -> {
            Lateness beside = busy.lateness().get(pull);
            if (beside != null && 2 * before.longest() < idle.seconds()) {
                times.put(pull, beside.mean() / before.mean());
            }
        });
        return times;
    }

    /** As lines for a person. */
    List<String> text() {
        Map<String, Double> times = timesAsLate();
        return List.of(
                "Limits and paces %.0f times as fast as in life, %.1f calls/s permitted".formatted(speed, permits / 60),
                "  idle     live %.1f calls/s".formatted(idle.live()),
                "  history  live %.1f calls/s, history %.1f, which is %.1f %% of what live leaves"
                        .formatted(busy.live(), busy.historyCalls() / busy.seconds(), 100 * share()),
                "  lateness in the mean of %d pulls %.2f times that without history, at most %.2f times (%s)"
                        .formatted(
                                times.size(),
                                times.values().stream()
                                        .mapToDouble(Double::doubleValue)
                                        .average()
                                        .orElse(Double.NaN),
                                times.values().stream()
                                        .mapToDouble(Double::doubleValue)
                                        .max()
                                        .orElse(Double.NaN),
                                times.entrySet().stream()
                                        .max(Map.Entry.comparingByValue())
                                        .map(Map.Entry::getKey)
                                        .orElse("none")),
                "  orders   "
                        + busy.lateness().entrySet().stream()
                                .filter(it -> it.getKey().endsWith(" order"))
                                .map(it -> orders(it.getKey(), it.getValue()))
                                .collect(Collectors.joining("; ")));
    }

    private String orders(String pull, Lateness beside) {
        Lateness before = idle.lateness().getOrDefault(pull, new Lateness(Double.NaN, Double.NaN));
        return "of account %s %.1f s late in the mean and %.1f at most, without history %.1f and %.1f"
                .formatted(
                        pull.substring(0, pull.indexOf(' ')),
                        beside.mean(),
                        beside.longest(),
                        before.mean(),
                        before.longest());
    }
}
