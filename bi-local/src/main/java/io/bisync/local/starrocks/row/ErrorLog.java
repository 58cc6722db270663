package io.bisync.local.starrocks.row;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The first filtered rows of one load, as the backend's error log shows them. */
public final class ErrorLog {

    private static final int MOST_ROWS = 50;

    private final String file;
    private final List<String> lines = new ArrayList<>();

    public ErrorLog() {
        var id = UUID.randomUUID();
        this.file = "error_log_%x_%x".formatted(id.getMostSignificantBits(), id.getLeastSignificantBits());
    }

    boolean takesMore() {
        return lines.size() < MOST_ROWS;
    }

    void add(String message, String row) {
        if (takesMore()) {
            lines.add("Error: %s. Row: %s".formatted(message, row));
        }
    }

    public boolean isEmpty() {
        return lines.isEmpty();
    }

    public String file() {
        return file;
    }

    public String text() {
        return String.join("\n", lines) + "\n";
    }
}
