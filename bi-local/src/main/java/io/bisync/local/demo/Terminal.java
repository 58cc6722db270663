package io.bisync.local.demo;

import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is known of the window that a person looks at. */
final class Terminal {

    /** What fits everywhere: a window that does not say its size, or a file. */
    static final int NARROW = 80;

    /** Rows and columns, as {@code stty size} says them. */
    private static final Pattern SIZE = Pattern.compile("\\d+ (\\d+)\\s*");

    /** Whether lines can be painted over. */
    @SuppressWarnings("SystemConsoleNull") // null where the JDK was told to use its own console
    boolean isOne() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    /** Its width now: a person may draw it wider or narrower at any time. */
    int columns() {
        if (!isOne()) {
            return NARROW;
        }
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            Matcher size = SIZE.matcher(new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
            int columns = size.matches() ? Integer.parseInt(size.group(1)) : 0;
            return columns > 0 ? columns : NARROW;
        } catch (IOException unknown) {
            return NARROW;
        }
    }
}
