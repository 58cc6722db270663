package io.bisync.local.demo;

import java.util.List;

/** Paints lines over the ones before on a terminal, and below them anywhere else. */
final class Screen {

    private static final String UP_AND_CLEAR = "\u001b[1A\u001b[2K";

    private final boolean terminal;
    private int painted;
    private long shown = System.nanoTime();

    Screen(boolean terminal) {
        this.terminal = terminal;
    }

    void show(List<String> lines, String below) {
        if (terminal) {
            System.out.print(UP_AND_CLEAR.repeat(painted));
        } else if (painted > 0 && System.nanoTime() - shown < 10_000_000_000L) {
            return;
        }
        lines.forEach(System.out::println);
        System.out.println(below);
        System.out.flush();
        painted = lines.size() + 1;
        shown = System.nanoTime();
    }

    /** What is painted stays; the next lines go below it. */
    void end() {
        painted = 0;
    }
}
