package io.bisync.proof.simulation;

import java.util.random.RandomGenerator;

/** All chance of one schedule; the same seed throws the same dice. */
final class Dice implements RandomGenerator {

    private long state;

    /** Begins the chance of a schedule; neighbouring seeds have nothing in common. */
    void seed(long seed) {
        state = mixed(seed + 0x9E3779B97F4A7C15L);
    }

    @Override
    public long nextLong() {
        state += 0x9E3779B97F4A7C15L;
        return mixed(state);
    }

    boolean chance(int outOfThousand) {
        return below(1000) < outOfThousand;
    }

    int below(int bound) {
        return (int) (((nextLong() >>> 32) * bound) >>> 32);
    }

    private static long mixed(long value) {
        var z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
