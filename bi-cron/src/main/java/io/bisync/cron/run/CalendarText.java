package io.bisync.cron.run;

import io.bisync.run.Coverage;
import io.bisync.run.Coverage.Day;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which days are loaded, as a calendar: a line a month, a sign a day. */
final class CalendarText {

    private static final String LEGEND = "= verified, # loaded, ~ underway, ! failed, . missing";

    private CalendarText() {}

    static List<String> of(List<Coverage> parts) {
        List<String> lines = new ArrayList<>();
        for (Coverage part : parts) {
            lines.add("account %s, %s: %s of %s days loaded"
                    .formatted(
                            part.account(),
                            part.entity(),
                            Figures.number(part.days().values().stream()
                                    .filter(it -> it == Day.LOADED || it == Day.VERIFIED)
                                    .count()),
                            Figures.number(part.days().size())));
            months(part.days()).forEach((month, days) -> lines.add("  %s  %s".formatted(month, days)));
        }
        lines.add(parts.isEmpty() ? "There is no entity that has windows" : LEGEND);
        return lines;
    }

    private static Map<YearMonth, String> months(Map<LocalDate, Day> days) {
        Map<YearMonth, StringBuilder> months = new TreeMap<>();
        days.forEach((day, state) -> {
            var month = months.computeIfAbsent(YearMonth.from(day), _ -> new StringBuilder());
            while (month.length() < day.getDayOfMonth() - 1) {
                month.append(' ');
            }
            month.append(sign(state));
        });
        Map<YearMonth, String> lines = new TreeMap<>();
        months.forEach((month, signs) -> lines.put(month, signs.toString()));
        return lines;
    }

    private static char sign(Day day) {
        return switch (day) {
            case VERIFIED -> '=';
            case LOADED -> '#';
            case UNDERWAY -> '~';
            case FAILED -> '!';
            case MISSING -> '.';
        };
    }
}
