package io.bisync.proof.pull;

import java.util.List;
import java.util.Map;

/**
 * What was seen of a pod while nothing changed at the ERP, and then beside history loads that take what they get.
 *
 * @param permits how many calls bi-basic permits in a minute, all accounts together
 * @param idle without history
 * @param busy beside a history load of every account
 */
record PullFigures(int accounts, double speed, double permits, Stretch idle, Stretch busy) {

    /**
     * What was seen in so many seconds.
     *
     * @param questions calls of the ERP, whatever for
     * @param historyQuestions those of them that a history load made
     * @param basicRequests HTTP requests that reached bi-basic
     * @param podCpuMillis CPU of the process that pulls
     * @param basicCpuMillis CPU of bi-basic
     * @param longestWait the longest time since everything was read, in seconds by pace
     */
    record Stretch(
            double seconds,
            long questions,
            long historyQuestions,
            long basicRequests,
            double podCpuMillis,
            double basicCpuMillis,
            Map<PaceClass, Double> longestWait) {

        double cpuMillisPerQuestion() {
            return (podCpuMillis + basicCpuMillis) / questions;
        }
    }

    /** As lines for a person. */
    List<String> text() {
        double allowed = permits / 60 * busy.seconds();
        return List.of(
                "%d accounts x %d entities, pulls %s times as fast as their paces:"
                        .formatted(accounts, PaceClass.entities(), plain(speed)),
                "  idle    %6.1f questions/s  %5.1f requests/s at bi-basic  %4.1f ms CPU a question (pod %.1f, bi-basic %.1f)"
                        .formatted(
                                idle.questions() / idle.seconds(),
                                idle.basicRequests() / idle.seconds(),
                                idle.cpuMillisPerQuestion(),
                                idle.podCpuMillis() / idle.questions(),
                                idle.basicCpuMillis() / idle.questions()),
                "          longest wait " + waits(idle),
                "  history %6.1f questions/s  %5.1f %% of %s permits a minute, history %.1f %% of them  %5.1f requests/s at bi-basic"
                        .formatted(
                                busy.questions() / busy.seconds(),
                                100 * busy.questions() / allowed,
                                plain(permits),
                                100.0 * busy.historyQuestions() / busy.questions(),
                                busy.basicRequests() / busy.seconds()),
                "          longest wait " + waits(busy));
    }

    private String waits(Stretch stretch) {
        StringBuilder all = new StringBuilder();
        for (PaceClass paceClass : PaceClass.values()) {
            double pace = paceClass.pace().toMillis() / 1000.0 / speed;
            double wait = stretch.longestWait().getOrDefault(paceClass, 0.0);
            all.append(
                    stretch.seconds() < 2 * pace
                            ? "%s of %s s: more than was watched  ".formatted(paceClass.word(), plain(pace))
                            : "%s %.2f paces of %s s  ".formatted(paceClass.word(), wait / pace, plain(pace)));
        }
        return all.toString().strip();
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }
}
