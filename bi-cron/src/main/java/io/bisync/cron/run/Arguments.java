package io.bisync.cron.run;

import io.bisync.account.EntityCursor;
import io.bisync.account.api.RunApi;
import io.bisync.run.RunKind;
import io.bisync.run.RunRequest;
import io.bisync.run.RunSignal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The words of a command line: a verb, or none for {@code run}, and {@code key=value} in any order. */
final class Arguments {

    private static final String RUN = "run";
    private static final String PLAN = "plan";
    private static final String STATUS = "status";
    private static final String COVERAGE = "coverage";
    private static final String AGAIN = "again";

    /** Those that print what bi-basic answers. */
    private static final Set<String> ANSWERED = Set.of(PLAN, STATUS, COVERAGE);

    private static final Set<String> VERBS = Set.of(RUN, PLAN, STATUS, COVERAGE);

    private static final Map<String, RunSignal> SIGNALS = Map.of(
            "pause", RunSignal.PAUSE, "resume", RunSignal.RESUME, "cancel", RunSignal.CANCEL, AGAIN, RunSignal.AGAIN);

    private static final Set<String> REQUEST = Set.of("source", "account", "entity", "from", "to", "reason");
    private static final String SOURCE = "jushuitan";
    private static final String ALL = "all";
    private static final String ACCOUNT = "\\S{1,32}";
    private static final String NUMBER = "[1-9][0-9]{0,17}";
    private static final int LONGEST_REASON = 500;

    private final Map<String, String> given = new HashMap<>();
    private boolean again;

    private Arguments() {}

    /**
     * What the words ask for.
     *
     * @param json whether {@code --json} stands among the options
     */
    static Command parse(List<String> words, boolean json) {
        String first = words.isEmpty() ? RUN : words.getFirst();
        boolean verb = VERBS.contains(first) || SIGNALS.containsKey(first);
        var arguments = new Arguments();
        words.stream().skip(verb ? 1 : 0).forEach(arguments::take);
        return arguments.command(verb ? first : RUN, json);
    }

    private void take(String word) {
        int equals = word.indexOf('=');
        if (word.equals(AGAIN) && !again) {
            again = true;
        } else if (equals < 1 || given.put(word.substring(0, equals), word.substring(equals + 1)) != null) {
            throw new UsageException("Cannot use the argument '%s'".formatted(word));
        }
    }

    private Command command(String verb, boolean json) {
        var signal = SIGNALS.get(verb);
        if (json && !ANSWERED.contains(verb)) {
            throw new UsageException("--json is for plan, status and coverage, not for " + verb);
        }
        if (signal != null) {
            known(verb, Set.of(RUN, "reason"));
            return new Command.Signal(number(verb), signal, given.getOrDefault("reason", "Said on a command line"));
        }
        return switch (verb) {
            case STATUS -> {
                known(verb, Set.of(RUN));
                yield new Command.Status(number(verb), json);
            }
            case COVERAGE -> {
                known(verb, Set.of("account", "entity", "from", "to"));
                var accounts = names("account", ACCOUNT);
                if (accounts.isEmpty()) {
                    throw new UsageException("coverage is of accounts that are named: account=<id>[,<id>]");
                }
                String to = given.get("to");
                yield new Command.Covered(
                        accounts,
                        names("entity", EntityCursor.ENTITY),
                        moment("from", required("from")),
                        to == null ? null : moment("to", to),
                        json);
            }
            case PLAN -> new Command.Plan(request(verb, Set.of()), json);
            default -> new Command.Begin(key(), request(verb, Set.of("key")));
        };
    }

    private RunRequest request(String verb, Set<String> more) {
        if (given.containsKey(RUN)) {
            throw new UsageException("The argument run=%s names a run for status, pause, resume, cancel and again;"
                            .formatted(given.get(RUN))
                    + " to load once more what is loaded already, say again without a value");
        }
        boolean wanted = again;
        again = false;
        var names = new HashSet<>(REQUEST);
        names.addAll(more);
        known(verb, names);
        String to = given.get("to");
        return new RunRequest(
                RunKind.HISTORY,
                given.getOrDefault("source", SOURCE),
                names("account", ACCOUNT),
                names("entity", EntityCursor.ENTITY),
                moment("from", required("from")),
                to == null ? null : moment("to", to),
                wanted,
                reason());
    }

    private void known(String verb, Set<String> names) {
        if (again) {
            throw new UsageException("again is a word for run and plan, not for " + verb);
        }
        given.keySet().stream()
                .filter(name -> !names.contains(name))
                .sorted()
                .findFirst()
                .ifPresent(name -> {
                    throw new UsageException(
                            "Cannot use the argument '%s=%s' with %s".formatted(name, given.get(name), verb));
                });
    }

    private String key() {
        String key = given.get("key");
        if (key != null && !key.matches(RunApi.KEY)) {
            throw new UsageException(
                    "The argument key=%s may have letters, digits, dots, dashes and underscores, 100 at most"
                            .formatted(key));
        }
        return key == null ? UUID.randomUUID().toString() : key;
    }

    private List<String> names(String argument, String pattern) {
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

    /** Whether there is such a day bi-basic says. */
    private static String moment(String argument, String value) {
        if (!value.matches(RunRequest.MOMENT)) {
            throw new UsageException("The argument %s=%s is no time".formatted(argument, value));
        }
        return value;
    }

    private @Nullable String reason() {
        String reason = given.get("reason");
        if (reason != null && reason.length() > LONGEST_REASON) {
            throw new UsageException(
                    "The reason has %d characters, of which it may have %d".formatted(reason.length(), LONGEST_REASON));
        }
        return reason;
    }

    private long number(String verb) {
        String number = given.get(RUN);
        if (number == null || !number.matches(NUMBER)) {
            throw new UsageException(
                    "%s needs run=<number>%s".formatted(verb, number == null ? "" : ", not " + number));
        }
        return Long.parseLong(number);
    }

    private String required(String argument) {
        String value = given.get(argument);
        if (value == null || value.isBlank()) {
            throw new UsageException("The argument %s=… is missing".formatted(argument));
        }
        return value;
    }
}
