package io.bisync.local.demo;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** Paints lines over the ones before on a terminal, and below them anywhere else. */
final class Screen {

    private static final String UP_AND_CLEAR = "\u001b[1A\u001b[2K";

    private static final Duration REPRINT = Duration.ofSeconds(10);

    private final boolean terminal;
    private int painted;
    private long shown = System.nanoTime();

    Screen(boolean terminal) {
        this.terminal = terminal;
    }

    void show(Supplier<List<String>> content, String below) {
        if (!terminal && painted > 0 && System.nanoTime() - shown < REPRINT.toNanos()) {
            return;
        }
        List<String> lines = content.get();
        if (terminal) {
            System.out.print(UP_AND_CLEAR.repeat(painted));
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
