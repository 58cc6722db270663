package io.bisync.cron.run;

import io.bisync.run.OffsetRange;
import io.bisync.run.RunRequest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The arguments of a command line: {@code key=value} and words without a value, in any order. */
final class Given {

    /** Words that have no value. */
    private static final Set<String> WORDS = Set.of("again", "deep", "dry");

    private static final String ALL = "all";
    private static final String NUMBER = "[1-9][0-9]{0,17}";
    private static final Pattern OFFSETS = Pattern.compile("([0-9]{1,9}):([0-9]{1,18})-([0-9]{0,18})");
    private static final int LONGEST_REASON = 500;

    private final Map<String, String> values = new HashMap<>();

    Given(List<String> words) {
        words.forEach(this::take);
    }

    private void take(String word) {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        boolean bare = WORDS.contains(name);
        if (name.isEmpty() || bare != (equals < 0) || values.put(name, word.substring(equals + 1)) != null) {
            throw new UsageException("Cannot use the argument '%s'".formatted(word));
        }
    }

    /** Refuses what a verb does not understand; of what belongs to kinds of runs it names them. */
    void only(String verb, Set<String> names) {
        values.keySet().stream()
                .filter(name -> !names.contains(name))
                .sorted()
                .findFirst()
                .ifPresent(name -> {
                    var owners = Stream.of(RunVerb.values())
                            .filter(it -> it.arguments().contains(name) && !RunVerb.COMMON.contains(name))
                            .map(RunVerb::word)
                            .toList();
                    throw new UsageException(
                            owners.isEmpty()
                                    ? "Cannot use the argument '%s=%s' with %s".formatted(name, values.get(name), verb)
                                    : "%s is for %s, not for %s".formatted(name, listed(owners), verb));
                });
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    @Nullable String value(String argument) {
        return values.get(argument);
    }

    String required(String argument) {
        String value = values.get(argument);
        if (value == null || value.isBlank()) {
            throw new UsageException("The argument %s=… is missing".formatted(argument));
        }
        return value;
    }

    /** Names with commas between; none for {@code all}. */
    List<String> names(String argument, String pattern) {
        String value = required(argument);
        if (value.equals(ALL)) {
            return List.of();
        }
        var names = Arrays.stream(value.split(",", -1)).map(String::strip).toList();
        if (!names.stream().allMatch(name -> name.matches(pattern))
                || Set.copyOf(names).size() < names.size()) {
            throw new UsageException("The argument %s=%s must be all, or name each once, with commas between"
                    .formatted(argument, value));
        }
        return names;
    }

    /** Whole numbers with commas between; null for {@code all}. */
    @Nullable List<Long> numbers(String argument) {
        var names = names(argument, NUMBER);
        return names.isEmpty() ? null : names.stream().map(Long::valueOf).toList();
    }

    /** {@code <partition>:<first>-<after the last>} with commas between, the last number left out for the end. */
    @Nullable List<OffsetRange> offsets() {
        String value = values.get("offsets");
        return value == null
                ? null
                : Arrays.stream(value.split(",", -1)).map(Given::offsets).toList();
    }

    private static OffsetRange offsets(String text) {
        Matcher range = OFFSETS.matcher(text);
        if (!range.matches()) {
            throw new UsageException(
                    "The argument offsets=%s is not <partition>:<first>-<after the last>, with commas between"
                            .formatted(text));
        }
        long from = Long.parseLong(range.group(2));
        Long to = range.group(3).isEmpty() ? null : Long.valueOf(range.group(3));
        if (to != null && to <= from) {
            throw new UsageException("The argument offsets=%s holds nothing: its end is excluded".formatted(text));
        }
        return new OffsetRange(Integer.parseInt(range.group(1)), from, to);
    }

    /** Whether there is such a day bi-basic says. */
    @Nullable String moment(String argument) {
        String value = values.get(argument);
        if (value != null && !value.matches(RunRequest.MOMENT)) {
            throw new UsageException("The argument %s=%s is no time".formatted(argument, value));
        }
        return value;
    }

    String requiredMoment(String argument) {
        required(argument);
        return String.valueOf(moment(argument));
    }

    @Nullable String reason() {
        String reason = values.get("reason");
        if (reason != null && reason.length() > LONGEST_REASON) {
            throw new UsageException(
                    "The reason has %d characters, of which it may have %d".formatted(reason.length(), LONGEST_REASON));
        }
        return reason;
    }

    /** The number of a run. */
    long run(String verb) {
        String number = values.get("run");
        if (number == null || !number.matches(NUMBER)) {
            throw new UsageException(
                    "%s needs run=<number>%s".formatted(verb, number == null ? "" : ", not " + number));
        }
        return Long.parseLong(number);
    }

    private static String listed(List<String> names) {
        return names.size() == 1
                ? names.getFirst()
                : String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast();
    }
}
