package io.bisync.proof.crash;

import io.bisync.proof.crash.gate.Hold;
import io.bisync.proof.crash.ledger.Findings;
import io.bisync.proof.crash.ledger.Writer;
import io.bisync.proof.crash.member.Closings;
import io.bisync.proof.crash.member.Consumers;
import io.bisync.proof.crash.member.CrashPoint;
import io.bisync.proof.crash.member.Killable;
import io.bisync.proof.crash.member.MemberFactory;
import io.bisync.proof.crash.member.MemberSettings;
import io.bisync.proof.crash.member.Mutation;
import io.bisync.proof.probe.Patience;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The workers that come and go on one stage: one death after the other, and after each the comparison. */
final class Track implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(3);
    /** After so long a rebalance that was provoked does not come any more. */
    private static final Duration ATTEMPT = Duration.ofMinutes(1);

    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final int TRIES = 12;
    /** A whole run takes many minutes: after so many deaths it says how far it is. */
    private static final int TOLD = 50;
    /** Ids of one episode: those of different ones have no keys in common. */
    private static final long IDS = 100;

    private static final int IMPATIENT_POLL_MILLIS = 1_500;
    private static final int LONGEST_LOAD_MILLIS = 1_200;

    private final Stage stage;
    private final MemberFactory memberFactory;
    private final Tally tally;
    private final Consumer<String> tell;
    private final Closings closings = new Closings();
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("later").factory());
    private MemberSettings settings;
    private long ids;
    private int strangers;
    private @Nullable Killable current;

    Track(Stage stage, MemberSettings settings, MemberFactory memberFactory, Tally tally, Consumer<String> tell) {
        this.stage = stage;
        this.memberFactory = memberFactory;
        this.tally = tally;
        this.tell = tell;
        this.settings = settings;
    }

    /** One after the other; then everything that was written is compared once more, as a late load may still have come. */
    void live(List<Episode> episodes) {
        long lost = 0;
        long doubled = 0;
        long outOfOrder = 0;
        for (var episode : episodes) {
            var findings = live(episode);
            lost += findings.lost();
            doubled += findings.doubled();
            outOfOrder += findings.outOfOrder();
        }
        end();
        var all = stage.check(0, ids);
        tally.foundAtTheEnd(new Findings(
                Math.max(0, all.lost() - lost),
                Math.max(0, all.doubled() - doubled),
                Math.max(0, all.outOfOrder() - outOfOrder),
                all.words()));
    }

    private Findings live(Episode episode) {
        var dice = new Random(episode.seed());
        var from = ids;
        ids += IDS;
        var spice = settings.mutation() == Mutation.NONE && dice.nextInt(3) == 0 ? stage.spice(dice) : null;
        closings.forget();
        var count = tally.injected(episode);
        if (count % TOLD == 0) {
            tell.accept("%d deaths so far".formatted(count));
        }
        var struckAt = switch (episode.manner()) {
            case PAUSED -> pause(episode, from, dice);
            case STOPS, KILLED ->
                switch (episode.point()) {
                    case C16 -> dieWhileRevoked(from, dice);
                    case C17 -> dieWhileLost(from, dice);
                    default -> die(episode, from, dice);
                };
        };
        stage.gate.disarm();
        stage.writer.write(from, Writer.Poison.SELDOM, dice);
        await("all is committed after " + episode, stage::isDrained);
        var findings = stage.check(from, ids);
        if (spice != null) {
            tally.spiced(spice.state());
        }
        if (struckAt != null) {
            tally.struck(episode, settings.protocol(), closings.since(struckAt));
        }
        tally.found(episode, findings);
        if (!findings.isClean()) {
            tell.accept("VIOLATION lane %d %s: %s".formatted(settings.lane(), episode, findings.words()));
        }
        return findings;
    }

    /** When it died; null when it never came to the point. */
    private @Nullable Long die(Episode episode, long from, Random dice) {
        var victim = current(dice);
        if (episode.point().where == CrashPoint.Where.WIRE) {
            var cutAfter = dice.nextInt(700);
            stage.gate.arm(episode.point(), episode.passes(), hold -> {
                victim.kill();
                hold.dropClient();
                later(hold::cut, cutAfter);
            });
        } else {
            victim.arm(episode.point(), episode.passes());
        }
        for (var tries = 0; tries < TRIES && !victim.isDead(); tries++) {
            stage.writer.write(from, poison(episode.point()), dice);
            await("dead or drained: " + episode, () -> victim.isDead() || stage.isDrained());
        }
        victim.disarm();
        return struckAt(victim, dice);
    }

    /** Another member comes while a load is under way. */
    private @Nullable Long dieWhileRevoked(long from, Random dice) {
        var victim = current(dice);
        victim.arm(CrashPoint.C16, 0);
        var millis = dice.nextInt(LONGEST_LOAD_MILLIS);
        var held = new CompletableFuture<Hold>();
        stage.gate.arm(CrashPoint.C08, 0, held::complete);
        stage.writer.write(from, Writer.Poison.SELDOM, dice);
        // Only a member that has partitions has some to give away.
        await("a load is held for C16", held::isDone);
        later(() -> held.join().release(), millis);
        return outlived(victim, stranger(dice));
    }

    /** A load takes longer than a member may go without polling; another one finishes what it began. */
    private @Nullable Long dieWhileLost(long from, Random dice) {
        end();
        var victim =
                memberFactory.start(settings.reborn(dice.nextLong()).pollingWithin(IMPATIENT_POLL_MILLIS), closings);
        current = victim;
        victim.arm(CrashPoint.C17, 0);
        var held = new CompletableFuture<Hold>();
        stage.gate.arm(CrashPoint.C08, 0, held::complete);
        stage.writer.write(from, Writer.Poison.SELDOM, dice);
        await("a load is held for C17", held::isDone);
        var heldAt = System.nanoTime();
        var other = stranger(dice);
        Patience.await(() -> closings.after(heldAt), PAUSE, ATTEMPT);
        held.join().release();
        return outlived(victim, other);
    }

    private @Nullable Long pause(Episode episode, long from, Random dice) {
        var victim = current(dice);
        var held = new CompletableFuture<Hold>();
        stage.gate.arm(episode.point(), episode.passes(), held::complete);
        for (var tries = 0; tries < TRIES && !held.isDone(); tries++) {
            stage.writer.write(from, Writer.Poison.SELDOM, dice);
            await("held or drained: " + episode, () -> held.isDone() || stage.isDrained());
        }
        if (!held.isDone()) {
            return null;
        }
        victim.pause();
        var at = System.nanoTime();
        var other = stranger(dice);
        // Beyond the session: until then the other one has nothing to ask for.
        var millis = 2 * Consumers.SESSION_MILLIS + dice.nextInt(LONGEST_LOAD_MILLIS);
        Consumer<Hold> fate = dice.nextBoolean() ? Hold::cut : Hold::release;
        later(() -> fate.accept(held.join()), millis);
        await("another one has taken over: " + episode, stage::isDrained);
        victim.resume();
        stage.writer.write(from, Writer.Poison.SELDOM, dice);
        await("drained by both: " + episode, stage::isDrained);
        victim.close();
        current = other;
        return at;
    }

    private @Nullable Long outlived(Killable victim, Killable other) {
        var died = Patience.await(victim::isDead, PAUSE, ATTEMPT);
        if (!died) {
            victim.close();
        }
        current = other;
        return died ? victim.diedAt() : null;
    }

    private @Nullable Long struckAt(Killable victim, Random dice) {
        if (!victim.isDead()) {
            return null;
        }
        current = memberFactory.start(settings.reborn(dice.nextLong()), closings);
        return victim.diedAt();
    }

    private Killable current(Random dice) {
        var alive = current;
        if (alive == null || alive.isDead()) {
            alive = memberFactory.start(settings.reborn(dice.nextLong()), closings);
            current = alive;
        }
        return alive;
    }

    /** A member beside the current one, which takes its place afterwards. */
    private Killable stranger(Random dice) {
        strangers++;
        if (!settings.instance().isEmpty()) {
            settings = settings.stranger("pod-" + strangers, dice.nextLong());
        }
        return memberFactory.start(settings.reborn(dice.nextLong()), closings);
    }

    private static Writer.Poison poison(CrashPoint point) {
        return switch (point) {
            case C12, C13 -> Writer.Poison.FOR_STARROCKS;
            case C14, C15 -> Writer.Poison.ANY;
            default -> Writer.Poison.SELDOM;
        };
    }

    private void later(Runnable step, int millis) {
        Objects.requireNonNull(later.schedule(step, millis, TimeUnit.MILLISECONDS));
    }

    private static void await(String what, BooleanSupplier condition) {
        if (!Patience.await(condition, PAUSE, LIMIT)) {
            throw new IllegalStateException("Not within %s: %s".formatted(LIMIT, what));
        }
    }

    private void end() {
        if (current != null) {
            current.close();
            current = null;
        }
    }

    @Override
    public void close() {
        end();
        later.shutdownNow();
    }
}
