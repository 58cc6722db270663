package io.bisync.local.jushuitan.field;

import java.util.List;

/** Chance without state: the same seed and question always give the same answer, so nothing derived needs to be kept. */
public final class Dice {

    private Dice() {}

    /** Any number. */
    public static long roll(long seed, String question) {
        long mixed = seed + 0x9E3779B97F4A7C15L * (question.hashCode() * 2L + 1);
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    /** A number from zero on, below the bound. */
    public static int below(int bound, long seed, String question) {
        return (int) Long.remainderUnsigned(roll(seed, question), bound);
    }

    /** True so many times in a thousand. */
    public static boolean chance(int perMille, long seed, String question) {
        return below(1000, seed, question) < perMille;
    }

    /** One of the choices. */
    public static <T> T oneOf(List<T> choices, long seed, String question) {
        return choices.get(below(choices.size(), seed, question));
    }
}
