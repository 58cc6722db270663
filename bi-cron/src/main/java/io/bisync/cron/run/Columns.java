package io.bisync.cron.run;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Lines whose cells stand below each other, numbers to the right. */
final class Columns {

    private static final String GAP = "  ";

    private final List<List<String>> lines = new ArrayList<>();

    Columns(String... header) {
        lines.add(List.of(header));
    }

    void add(String... cells) {
        lines.add(List.of(cells));
    }

    List<String> lines() {
        List<Integer> widths = IntStream.range(0, lines.getFirst().size())
                .mapToObj(column -> lines.stream()
                        .mapToInt(line -> line.get(column).length())
                        .max()
                        .orElse(0))
                .toList();
        return lines.stream().map(line -> line(line, widths)).toList();
    }

    private String line(List<String> cells, List<Integer> widths) {
        var line = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            String cell = cells.get(column);
            String blank = " ".repeat(widths.get(column) - cell.length());
            line.append(isOfNumbers(column) ? blank + cell : cell + blank).append(GAP);
        }
        return line.toString().stripTrailing();
    }

    private boolean isOfNumbers(int column) {
        return lines.size() > 1
                && lines.stream().skip(1).map(line -> line.get(column)).allMatch(cell -> cell.matches("[\\d,]+|-"));
    }
}
