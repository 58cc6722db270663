package io.bisync.proof.history;

import io.bisync.local.dictionary.Dictionary;
import io.bisync.local.jushuitan.api.Call;
import io.bisync.local.jushuitan.api.CallLog;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The pages of history that the ERP answered in a stretch of time, as often as it did, by its own log. Only windows of history
 * begin at midnight: live asks by row version, and reads again from any second.
 *
 * @param times how often each was answered
 */
record AskedPages(Map<Page, Integer> times) {

    private static final Pattern WINDOW = Pattern.compile("\"modified_begin\":\"([^\"]+ 00:00:00)\"");
    private static final Pattern INDEX = Pattern.compile("\"page_index\":(\\d+)");

    /** A page of a window of a company's entity. */
    record Page(String path, @Nullable Long company, String from, int index) {

        /** The slice that it belongs to. */
        String slice() {
            return path + " " + company + " " + from;
        }
    }

    static AskedPages since(Instant start, CallLog calls, Set<String> entities) {
        Set<String> paths = Dictionary.of("jushuitan").stream()
                .filter(it -> entities.contains(it.entity()))
                .map(it -> it.require("path"))
                .collect(Collectors.toSet());
        Map<Page, Integer> times = new HashMap<>();
        calls.last(Integer.MAX_VALUE).stream()
                .filter(it ->
                        it.code() == 0 && paths.contains(it.path()) && !it.at().isBefore(start))
                .map(AskedPages::page)
                .filter(Objects::nonNull)
                .forEach(it -> times.merge(it, 1, Integer::sum));
        return new AskedPages(times);
    }

    private static @Nullable Page page(Call call) {
        Matcher window = WINDOW.matcher(call.biz());
        Matcher index = INDEX.matcher(call.biz());
        return window.find() && index.find()
                ? new Page(call.path(), call.coId(), window.group(1), Integer.parseInt(index.group(1)))
                : null;
    }

    Set<Page> pages() {
        return times.keySet();
    }

    /** How many answers were more than in an undisturbed load. */
    int again(AskedPages undisturbed) {
        return times.entrySet().stream()
                .mapToInt(it -> Math.max(0, it.getValue() - undisturbed.times.getOrDefault(it.getKey(), 0)))
                .sum();
    }

    /** Slices of which more pages were asked for again than so many, in words. */
    List<String> slicesAbove(int most, AskedPages undisturbed) {
        Map<String, Integer> again = new HashMap<>();
        times.forEach((page, count) ->
                again.merge(page.slice(), Math.max(0, count - undisturbed.times.getOrDefault(page, 0)), Integer::sum));
        return again.entrySet().stream()
                .filter(it -> it.getValue() > most)
                .map(it -> "%d pages of %s were asked for again, which is more than its %d strikes"
                        .formatted(it.getValue(), it.getKey(), most))
                .toList();
    }
}
