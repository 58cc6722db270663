package io.bisync.cron.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.bisync.account.api.RunApi;
import io.bisync.run.LetterChoice;
import io.bisync.run.OffsetRange;
import io.bisync.run.RunKind;
import io.bisync.run.RunRequest;
import io.bisync.run.RunSignal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTests {

    @Test
    void withoutAVerbARunIsBegun() {
        var command = parse("from=-3d account=8,7 entity=sales_out,order to=today reason=nightly again key=night-1");

        assertThat(command)
                .isEqualTo(new Command.Begin(
                        "night-1",
                        new RunRequest(
                                RunKind.HISTORY,
                                "jushuitan",
                                List.of("8", "7"),
                                List.of("sales_out", "order"),
                                "-3d",
                                "today",
                                true,
                                "nightly")));
        assertThat(parse("run entity=sales_out,order from=-3d to=today again account=8,7 reason=nightly key=night-1"))
                .isEqualTo(command);
    }

    @Test
    void allNamesNone() {
        assertThat(parse("plan account=all entity=all from=2026-08-23T10:00:00 source=acme"))
                .isEqualTo(new Command.Plan(
                        new RunRequest(
                                RunKind.HISTORY,
                                "acme",
                                List.of(),
                                List.of(),
                                "2026-08-23T10:00:00",
                                null,
                                false,
                                null),
                        false));
    }

    @Test
    void aRunWithoutAKeyIsARunOfItsOwn() {
        assertThat(key()).matches(RunApi.KEY).isNotEqualTo(key());
    }

    @ParameterizedTest
    @CsvSource({"pause, PAUSE, false", "resume, RESUME, true", "cancel, CANCEL, false", "again, AGAIN, true"})
    void aSignalNamesItsRunAndSaysWhy(String verb, RunSignal signal, boolean goesOn) {
        var command = new Command.Signal(12, signal, "their stocktaking");

        assertThat(Arguments.parse(List.of(verb, "run=12", "reason=their stocktaking"), false))
                .isEqualTo(command);
        assertThat(command.goesOn()).isEqualTo(goesOn);
        assertThat(parse(verb + " run=12")).isEqualTo(new Command.Signal(12, signal, "Said on a command line"));
    }

    @Test
    void whatIsOnlyAnsweredIsForProgramsToo() {
        assertThat(Arguments.parse(List.of("status", "run=12"), true)).isEqualTo(new Command.Status(12, true));
        assertThat(Arguments.parse(List.of("coverage", "account=7,8", "entity=all", "from=-3d"), true))
                .isEqualTo(new Command.Covered(List.of("7", "8"), List.of(), "-3d", null, true));
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> Arguments.parse(List.of("pause", "run=12"), true))
                .withMessage("--json is for plan, status and coverage, not for pause");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "account=7 entity=order|The argument from=… is missing",
                "entity=order from=-3d|The argument account=… is missing",
                "account=7 from=-3d|The argument entity=… is missing",
                "account=7 entity= from=-3d|The argument entity=… is missing",
                "account=7 entity=order from=-3d until=today|Cannot use the argument 'until=today' with run",
                "plan account=7 entity=order from=-3d key=x|Cannot use the argument 'key=x' with plan",
                "account=7 account=8 entity=order from=-3d|Cannot use the argument 'account=8'",
                "launch account=7 entity=order from=-3d|Cannot use the argument 'launch'",
                "account=7 entity=order from=-3d plan|Cannot use the argument 'plan'",
                "coverage account=all entity=order from=-3d|coverage is of accounts that are named:"
                        + " account=<id>[,<id>]",
                "coverage account=7 entity=order from=-3d again|again is for run, redrive, verify and repair, not for"
                        + " coverage",
                "account=7 entity=order from=tomorrow|The argument from=tomorrow is no time",
                "account=7 entity=order from=2026-8-23|The argument from=2026-8-23 is no time",
                "account=7 entity=order from=-3d to=now|The argument to=now is no time",
                "account=7 entity=order, from=-3d|The argument entity=order, must be all, or name each once, with"
                        + " commas between",
                "account=7 entity=Order from=-3d|The argument entity=Order must be all, or name each once, with commas"
                        + " between",
                "account=7,8,7 entity=order from=-3d|The argument account=7,8,7 must be all, or name each once, with"
                        + " commas between",
                "account=7 entity=order from=-3d key=a b|Cannot use the argument 'b'",
                "account=7 entity=order from=-3d key=a/b|The argument key=a/b may have letters, digits, dots, dashes"
                        + " and underscores, 100 at most",
                "account=7 entity=order from=-3d again again|Cannot use the argument 'again'",
                "account=7 entity=order from=-3d run=2|The argument run=2 names a run for status, pause, resume,"
                        + " cancel and again; to load once more what is loaded already, say again without a value",
                "again account=7 entity=order from=-3d|Cannot use the argument 'account=7' with again",
                "status|status needs run=<number>",
                "status run=last|status needs run=<number>, not last",
                "status run=0|status needs run=<number>, not 0",
                "status run=12 reason=x|Cannot use the argument 'reason=x' with status",
                "verify account=7 entity=order|The argument from=… is missing",
                "repair entity=order from=-3d|The argument account=… is missing",
                "account=7 entity=order from=-3d deep|deep is for verify and repair, not for run",
                "verify account=7 entity=order from=-3d dry|dry is for replay, not for verify",
                "plan replay entity=order letters=all|letters is for redrive, not for plan replay",
                "plan verify account=7 entity=order from=-3d key=x|Cannot use the argument 'key=x' with plan verify",
                "replay entity=order again|again is for run, redrive, verify and repair, not for replay",
                "repair account=7 entity=order from=-3d topic=x|topic is for replay and redrive, not for repair",
                "replay from=-3d|The argument entity=… is missing",
                "replay entity=order offsets=0:10-20|offsets are of a topic that is named: topic=<name>",
                "replay topic=x offsets=0:10-20 from=-3d|Say offsets=… or from=… and to=…, not both",
                "replay topic=x offsets=0:20-20|The argument offsets=0:20-20 holds nothing: its end is excluded",
                "replay topic=x offsets=0:10-20,1|The argument offsets=1 is not <partition>:<first>-<after the last>,"
                        + " with commas between",
                "replay topic=x offsets=0:10-20 dry=yes|Cannot use the argument 'dry=yes'",
                "redrive code=BI-TABLE-05|The argument letters=… is missing",
                "redrive letters=4711,0|The argument letters=4711,0 must be all, or name each once, with commas"
                        + " between",
                "redrive letters=all key=a/b|The argument key=a/b may have letters, digits, dots, dashes and"
                        + " underscores, 100 at most",
                "replay entity=order run=2|The argument run=2 names a run for status, pause, resume, cancel and again;"
                        + " to load once more what is loaded already, say again without a value",
                "pause run=12 again|again is for run, redrive, verify and repair, not for pause",
            })
    void whatCannotBeUsedIsNamed(String words, String message) {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> parse(words))
                .withMessage(message);
    }

    @Test
    void aReplayIsOfEntitiesOrOfAPlaceOnATopic() {
        assertThat(parse("replay entity=order from=-3d dry key=k"))
                .isEqualTo(new Command.Begin("k", replay(List.of("order"), "-3d", true, null, null)));
        assertThat(parse("plan replay topic=erp.jushuitan.order offsets=0:10-20,3:7-"))
                .isEqualTo(new Command.Plan(
                        replay(
                                List.of(),
                                null,
                                null,
                                "erp.jushuitan.order",
                                List.of(new OffsetRange(0, 10, 20L), new OffsetRange(3, 7, null))),
                        false));
    }

    @Test
    void aRedriveIsOfLettersThatAreNamedOrOfAllThatTheRestHoldsFor() {
        assertThat(parse("redrive letters=12,11 again key=k"))
                .isEqualTo(new Command.Begin(
                        "k", redrive(List.of(), true, new LetterChoice(List.of(12L, 11L), null, null))));
        assertThat(parse("redrive letters=all account=7 code=BI-TABLE-05 topic=erp.jushuitan.order-dlt key=k"))
                .isEqualTo(new Command.Begin(
                        "k",
                        redrive(
                                List.of("7"),
                                false,
                                new LetterChoice(null, "BI-TABLE-05", "erp.jushuitan.order-dlt"))));
    }

    @ParameterizedTest
    @CsvSource({"verify, VERIFY", "repair, REPAIR"})
    void aVerificationIsOfWindowsAndCountsUnlessItIsDeep(String verb, RunKind kind) {
        assertThat(parse("plan " + verb + " account=7 entity=order from=-90d to=yesterday deep"))
                .isEqualTo(new Command.Plan(
                        new RunRequest(
                                kind,
                                "jushuitan",
                                List.of("7"),
                                List.of("order"),
                                "-90d",
                                "yesterday",
                                false,
                                null,
                                null,
                                true,
                                null,
                                null,
                                null),
                        false));
        assertThat(parse("plan " + verb + " account=all entity=all from=-90d"))
                .isEqualTo(new Command.Plan(
                        new RunRequest(kind, "jushuitan", List.of(), List.of(), "-90d", null, false, null), false));
    }

    private static RunRequest replay(
            List<String> entities,
            @Nullable String from,
            @Nullable Boolean dry,
            @Nullable String topic,
            @Nullable List<OffsetRange> offsets) {
        return new RunRequest(
                RunKind.REPLAY,
                "jushuitan",
                List.of(),
                entities,
                from,
                null,
                false,
                null,
                dry,
                null,
                topic,
                offsets,
                null);
    }

    private static RunRequest redrive(List<String> accounts, boolean again, LetterChoice letters) {
        return new RunRequest(
                RunKind.REDRIVE,
                "jushuitan",
                accounts,
                List.of(),
                null,
                null,
                again,
                null,
                null,
                null,
                null,
                null,
                letters);
    }

    @ParameterizedTest
    @ValueSource(strings = {"account=", "entity=", "from=", "to=", "again", "source=", "reason=", "key="})
    void theUsageNamesEveryArgumentOfARun(String argument) {
        assertThat(UsageException.USAGE.lines().findFirst().orElseThrow()).contains(argument);
    }

    @Test
    void aReasonIsShort() {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> parse("account=7 entity=order from=-3d reason=" + "x".repeat(501)))
                .withMessage("The reason has 501 characters, of which it may have 500");
    }

    private static String key() {
        return parse("account=7 entity=order from=-3d") instanceof Command.Begin begin ? begin.key() : "";
    }

    private static Command parse(String words) {
        return Arguments.parse(List.of(words.split(" ", -1)), false);
    }
}
