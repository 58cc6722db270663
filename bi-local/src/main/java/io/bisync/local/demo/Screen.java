package io.bisync.local.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Paints lines over the ones before on a terminal, and below them anywhere else. */
final class Screen {

    private static final String UP_AND_CLEAR = "\u001b[1A\u001b[2K";

    private static final Duration REPRINT = Duration.ofSeconds(10);

    private final Terminal terminal;
    private List<String> painted = List.of();
    private long shown = System.nanoTime();

    Screen(Terminal terminal) {
        this.terminal = terminal;
    }

    /** The content is made for the width of the window as it is now. */
    void show(IntFunction<List<String>> content, String below) {
        boolean over = terminal.isOne();
        if (!over && !painted.isEmpty() && System.nanoTime() - shown < REPRINT.toNanos()) {
            return;
        }
        int columns = terminal.columns();
        List<String> lines = new ArrayList<>(content.apply(columns));
        lines.add(below);
        if (over) {
            lines.replaceAll(line -> cut(line, columns));
            System.out.print(UP_AND_CLEAR.repeat(rows(painted, columns)));
        }
        lines.forEach(System.out::println);
        System.out.flush();
        painted = lines;
        shown = System.nanoTime();
    }

    /** What is painted stays; the next lines go below it. */
    void end() {
        painted = List.of();
    }

    /** A line that is too long would wrap, and the next painting would begin too low. */
    static String cut(String line, int columns) {
        return line.length() <= columns ? line : line.substring(0, columns - 1) + "…";
    }

    /** How many rows the lines take in a window of so many columns: one that was drawn narrower has wrapped them. */
    static int rows(List<String> lines, int columns) {
        return lines.stream()
                .mapToInt(line -> Math.max(1, Math.ceilDiv(line.length(), columns)))
                .sum();
    }
}
