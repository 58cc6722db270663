package io.bisync.proof.crash;

import io.bisync.proof.crash.member.CrashPoint;
import io.bisync.proof.crash.member.CrashPoint.Where;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * One death: where, after how many passes, and the seed of everything else about it.
 *
 * @param manner how it comes about
 */
record Episode(CrashPoint point, Manner manner, int passes, long seed) {

    /** How a worker comes to its end. */
    enum Manner {
        /** It stops where it is: an unwound thread in this JVM, {@code halt} in a process of its own. */
        STOPS,
        /** SIGKILL from outside. */
        KILLED,
        /** SIGSTOP beyond its session, then SIGCONT: it does not die at all. */
        PAUSED
    }

    /** How the report calls it. */
    String row() {
        return switch (manner) {
            case STOPS -> point.row();
            case KILLED -> point.row() + ", SIGKILL";
            case PAUSED -> "K03 stopped in mid-load beyond the session, and back";
        };
    }

    /** So many deaths in this JVM at one point. */
    static List<Episode> at(CrashPoint point, long seed, int count) {
        var dice = new Random(seed);
        var all = new ArrayList<Episode>();
        for (var i = 0; i < count; i++) {
            all.add(of(point, Manner.STOPS, dice));
        }
        return all;
    }

    /** So many deaths in this JVM, every point as often as any other, in an order of the seed. */
    static List<Episode> inThisJvm(long seed, int count) {
        var dice = new Random(seed);
        var points = CrashPoint.values();
        var all = new ArrayList<Episode>();
        for (var i = 0; i < count; i++) {
            all.add(of(points[i % points.length], Manner.STOPS, dice));
        }
        Collections.shuffle(all, dice);
        return all;
    }

    /** Deaths of processes: of ten, six are killed in mid-load, three halt at a step, one is paused. */
    static List<Episode> ofProcesses(long seed, int count) {
        var dice = new Random(seed);
        var steps = CrashPoint.at(Where.PORT);
        var halts = 0;
        var all = new ArrayList<Episode>();
        for (var i = 0; i < count; i++) {
            all.add(
                    switch (i % 10) {
                        case 0, 3, 6 -> of(steps.get(halts++ % steps.size()), Manner.STOPS, dice);
                        case 9 -> of(CrashPoint.C06, Manner.PAUSED, dice);
                        default -> of(CrashPoint.C06, Manner.KILLED, dice);
                    });
        }
        Collections.shuffle(all, dice);
        return all;
    }

    private static Episode of(CrashPoint point, Manner manner, Random dice) {
        return new Episode(point, manner, dice.nextInt(point.passes), dice.nextLong());
    }
}
