package io.bisync.jushuitan.window;

import io.bisync.window.v1.LoadWindowProgress;

/** How far a window is over all warehouses or shops within which it is loaded, one after the other. */
final class WindowTotals {

    private LoadWindowProgress ended = LoadWindowProgress.getDefaultInstance();
    private LoadWindowProgress all = ended;

    /** Adds how far one of them is. */
    LoadWindowProgress with(LoadWindowProgress one, boolean last) {
        all = LoadWindowProgress.newBuilder()
                .setCalls(ended.getCalls() + one.getCalls())
                .setPublished(ended.getPublished() + one.getPublished())
                .setExpected(ended.getExpected() + one.getExpected())
                .setDone(one.getDone() && last)
                .build();
        if (one.getDone()) {
            ended = all;
        }
        return all;
    }

    LoadWindowProgress all() {
        return all;
    }
}
