package io.bisync.local.jushuitan.api;

/** How many times more calls than the vendor allows; the clock itself runs true. */
public final class Speed {

    private volatile double factor;

    /** A speed that can be changed at any time. */
    public Speed(double factor) {
        set(factor);
    }

    /** Changes the factor for the calls from now on. */
    public void set(double faster) {
        if (!(faster > 0)) {
            throw new IllegalArgumentException("A speed factor is above zero, not " + faster);
        }
        factor = faster;
    }

    /** The factor now. */
    public double factor() {
        return factor;
    }
}
