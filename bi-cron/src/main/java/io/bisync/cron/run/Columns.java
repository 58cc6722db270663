package io.bisync.cron.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
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

    /** Without the columns in which nothing stands. */
    List<String> lines() {
        int[] told =
                IntStream.range(0, lines.getFirst().size()).filter(this::isTold).toArray();
        List<List<String>> shown = lines.stream()
                .map(line -> Arrays.stream(told).mapToObj(line::get).toList())
                .toList();
        return aligned(shown);
    }

    private boolean isTold(int column) {
        return lines.size() == 1
                || lines.stream()
                        .skip(1)
                        .map(line -> line.get(column))
                        .anyMatch(it -> !it.isEmpty() && !it.equals(Figures.NONE));
    }

    private static List<String> aligned(List<List<String>> lines) {
        List<Integer> widths = IntStream.range(0, lines.getFirst().size())
                .mapToObj(column -> lines.stream()
                        .mapToInt(line -> line.get(column).length())
                        .max()
                        .orElse(0))
                .toList();
        return lines.stream()
                .map(line -> line(line, widths, column -> isOfNumbers(lines, column)))
                .toList();
    }

    private static String line(List<String> cells, List<Integer> widths, IntPredicate numbers) {
        var line = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            String cell = cells.get(column);
            String blank = " ".repeat(widths.get(column) - cell.length());
            line.append(numbers.test(column) ? blank + cell : cell + blank).append(GAP);
        }
        return line.toString().stripTrailing();
    }

    private static boolean isOfNumbers(List<List<String>> lines, int column) {
        return lines.size() > 1
                && lines.stream().skip(1).map(line -> line.get(column)).allMatch(cell -> cell.matches("[\\d,]+|-"));
    }
}
