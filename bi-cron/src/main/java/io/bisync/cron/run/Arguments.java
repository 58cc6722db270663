package io.bisync.cron.run;

import io.bisync.account.EntityCursor;
import io.bisync.account.api.RunApi;
import io.bisync.run.LetterChoice;
import io.bisync.run.RunKind;
import io.bisync.run.RunRequest;
import io.bisync.run.RunSignal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** The words of a command line: a verb, or none for {@code run}, and its arguments. */
final class Arguments {

    private static final String PLAN = "plan";
    private static final String STATUS = "status";
    private static final String COVERAGE = "coverage";

    /** Those that print what bi-basic answers. */
    private static final Set<String> ANSWERED = Set.of(PLAN, STATUS, COVERAGE);

    private static final Map<String, RunSignal> SIGNALS = Map.of(
            "pause", RunSignal.PAUSE,
            "resume", RunSignal.RESUME,
            "cancel", RunSignal.CANCEL,
            "again", RunSignal.AGAIN);

    /** Unless another is said. */
    static final String SOURCE = "jushuitan";

    private static final String ACCOUNT = "\\S{1,32}";

    private Arguments() {}

    /**
     * What the words ask for.
     *
     * @param json whether {@code --json} stands among the options
     */
    static Command parse(List<String> words, boolean json) {
        String first = words.isEmpty() ? "" : words.getFirst();
        String verb = ANSWERED.contains(first)
                        || SIGNALS.containsKey(first)
                        || RunVerb.named(first).isPresent()
                ? first
                : "";
        if (json && !ANSWERED.contains(verb)) {
            throw new UsageException(
                    "--json is for plan, status and coverage, not for " + (verb.isEmpty() ? RunVerb.RUN.word() : verb));
        }
        List<String> left = words.subList(verb.isEmpty() ? 0 : 1, words.size());
        var signal = SIGNALS.get(verb);
        if (signal != null) {
            return signal(verb, signal, new Given(left));
        }
        return switch (verb) {
            case STATUS -> status(new Given(left), json);
            case COVERAGE -> coverage(new Given(left), json);
            case PLAN -> plan(left, json);
            default -> begin(RunVerb.named(verb).orElse(RunVerb.RUN), new Given(left));
        };
    }

    private static Command signal(String verb, RunSignal signal, Given given) {
        given.only(verb, Set.of("run", "reason"));
        return new Command.Signal(
                given.run(verb), signal, Objects.requireNonNullElse(given.reason(), "Said on a command line"));
    }

    private static Command status(Given given, boolean json) {
        given.only(STATUS, Set.of("run"));
        return new Command.Status(given.run(STATUS), json);
    }

    private static Command coverage(Given given, boolean json) {
        given.only(COVERAGE, Set.of("account", "entity", "from", "to"));
        var accounts = given.names("account", ACCOUNT);
        if (accounts.isEmpty()) {
            throw new UsageException("coverage is of accounts that are named: account=<id>[,<id>]");
        }
        return new Command.Covered(
                accounts,
                given.names("entity", EntityCursor.ENTITY),
                given.requiredMoment("from"),
                given.moment("to"),
                json);
    }

    /** Of what the next word says, or of a run. */
    private static Command plan(List<String> words, boolean json) {
        var named = words.isEmpty() ? null : RunVerb.named(words.getFirst()).orElse(null);
        var verb = named == null ? RunVerb.RUN : named;
        var given = new Given(words.subList(named == null ? 0 : 1, words.size()));
        String said = named == null ? PLAN : PLAN + " " + verb.word();
        return new Command.Plan(request(verb, said, verb.arguments(), given), json);
    }

    private static Command begin(RunVerb verb, Given given) {
        var names = new TreeSet<>(verb.arguments());
        names.add("key");
        var request = request(verb, verb.word(), names, given);
        String key = given.value("key");
        if (key != null && !key.matches(RunApi.KEY)) {
            throw new UsageException(
                    "The argument key=%s may have letters, digits, dots, dashes and underscores, 100 at most"
                            .formatted(key));
        }
        return new Command.Begin(key == null ? UUID.randomUUID().toString() : key, request);
    }

    private static RunRequest request(RunVerb verb, String said, Set<String> names, Given given) {
        if (given.has("run")) {
            throw new UsageException("The argument run=%s names a run for status, pause, resume, cancel and again;"
                            .formatted(given.value("run"))
                    + " to load once more what is loaded already, say again without a value");
        }
        given.only(said, names);
        // What calls an ERP says of whom and of what; what is on topics already may be all that is there.
        boolean ofWindows = verb.kind() != RunKind.REPLAY && verb.kind() != RunKind.REDRIVE;
        if (verb.kind() == RunKind.REPLAY && !given.has("topic")) {
            given.required("entity");
            if (given.has("offsets")) {
                throw new UsageException("offsets are of a topic that is named: topic=<name>");
            }
        }
        if (given.has("offsets") && (given.has("from") || given.has("to"))) {
            throw new UsageException("Say offsets=… or from=… and to=…, not both");
        }
        var source = given.value("source");
        return new RunRequest(
                verb.kind(),
                source == null ? SOURCE : source,
                ofWindows || given.has("account") ? given.names("account", ACCOUNT) : List.of(),
                ofWindows || given.has("entity") ? given.names("entity", EntityCursor.ENTITY) : List.of(),
                ofWindows ? given.requiredMoment("from") : given.moment("from"),
                given.moment("to"),
                given.has("again"),
                given.reason(),
                given.has("dry") ? true : null,
                given.has("deep") ? true : null,
                verb.kind() == RunKind.REPLAY ? given.value("topic") : null,
                given.offsets(),
                verb.kind() == RunKind.REDRIVE ? letters(given) : null);
    }

    private static LetterChoice letters(Given given) {
        return new LetterChoice(given.numbers("letters"), given.value("code"), given.value("topic"));
    }
}
