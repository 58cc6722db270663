package io.bisync.basic.permit;

/**
 * The most calls in any second and in any minute, and how they are shared.
 *
 * @param perSecond calls in any second
 * @param perMinute calls in any minute
 * @param historyFloor calls of a minute that are kept for history while it asks
 * @param push calls of a minute that what is pushed takes at most
 */
record Limits(int perSecond, int perMinute, int historyFloor, int push) {

    /** A second reading is no more than this part of a minute's calls. */
    private static final int RESCAN_PART = 5;

    int rescan() {
        return Math.max(1, perMinute / RESCAN_PART);
    }
}
