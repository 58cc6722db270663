package io.bisync.basic.permit;

import io.bisync.account.Priority;

/** The most calls in any second and in any minute. */
record Limits(int perSecond, int perMinute) {

    /** History may take three quarters: what live needs is never used up. */
    Limits forPriority(Priority priority) {
        return switch (priority) {
            case LIVE -> this;
            case HISTORY -> new Limits(Math.max(1, perSecond * 3 / 4), Math.max(1, perMinute * 3 / 4));
        };
    }
}
