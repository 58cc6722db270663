package io.bisync.loading.range;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Accounts with a number each as one word of a note: {@code 7:3,tenant%2Cx:12}. */
final class AccountNumbers {

    /** As long as an account's column. */
    private static final int LONGEST_ACCOUNT = 32;

    /** Three such words and the rest of a note stay below the 4,096 characters that brokers keep beside an offset. */
    static final int LONGEST = 1_000;

    private static final Pattern COMMA = Pattern.compile(",");

    private AccountNumbers() {}

    /** Whether an account can be written; others belong to nobody whom a hold could be for. */
    static boolean isName(String account) {
        return !account.isEmpty() && account.getBytes(UTF_8).length <= LONGEST_ACCOUNT;
    }

    /** Whether a word with so many accounts has room for one more of any name. */
    static boolean hasRoom(SortedMap<String, ?> accounts) {
        // Three letters for each byte, a colon, an offset, a mark, a comma.
        var longest = 3 * LONGEST_ACCOUNT + 23;
        return accounts.keySet().stream()
                        .mapToInt(it -> encoded(it).length() + 23)
                        .sum()
                <= LONGEST - longest;
    }

    static String text(SortedMap<String, ?> accounts, Function<String, String> value) {
        return accounts.keySet().stream()
                .map(it -> encoded(it) + ":" + value.apply(it))
                .collect(Collectors.joining(","));
    }

    /** The longest runs that there is room for: a count that is forgotten starts anew, which only delays a hold. */
    static SortedMap<String, Integer> longestRuns(SortedMap<String, Integer> runs) {
        var kept = new TreeMap<String, Integer>();
        runs.entrySet().stream()
                .filter(it -> isName(it.getKey()))
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .takeWhile(_ -> hasRoom(kept))
                .forEach(it -> kept.put(it.getKey(), it.getValue()));
        return kept;
    }

    static <T> SortedMap<String, T> read(@Nullable String word, Function<String, T> value) {
        if (word == null) {
            return Collections.emptySortedMap();
        }
        var accounts = new TreeMap<String, T>();
        for (var one : COMMA.split(word, -1)) {
            var colon = one.indexOf(':');
            if (colon < 1) {
                throw new NumberFormatException("No account with a number: " + one);
            }
            accounts.put(URLDecoder.decode(one.substring(0, colon), UTF_8), value.apply(one.substring(colon + 1)));
        }
        return accounts;
    }

    private static String encoded(String account) {
        return URLEncoder.encode(account, UTF_8);
    }
}
