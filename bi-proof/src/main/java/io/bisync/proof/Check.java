package io.bisync.proof;

import io.bisync.local.demo.HistoryLoads;
import io.bisync.local.jushuitan.merchant.ChangeKind;
import io.bisync.local.jushuitan.merchant.Merchant;
import io.bisync.local.jushuitan.merchant.Poison;
import io.bisync.local.jushuitan.merchant.PoisonOrder;
import io.bisync.local.stack.LocalStack;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Runs the suite through an eventful while and gathers what speaks for and against it. */
final class Check {

    private static final Duration LIMIT = Duration.ofMinutes(8);
    /** Days that change while they are loaded again are what the condition has to refuse. */
    private static final int RELOADS = 10;

    private static final long CHANGES = 500;
    private static final long OVERWRITTEN = 100;
    private static final long REFUSED = 20;
    private static final long REMOVED = 50;

    private final LocalStack stack;
    private final InstantSource clock;
    private final Consumer<String> progress;
    private final Sql sql;
    private final Topics topics;
    private final Web web = new Web();

    Check(LocalStack stack, InstantSource clock, Consumer<String> progress) {
        this.stack = stack;
        this.clock = clock;
        this.progress = progress;
        this.sql = new Sql(
                stack.starRocks().frontend(),
                stack.starRocks().database(),
                stack.starRocks().username(),
                stack.starRocks().password());
        this.topics = new Topics(stack.kafka().bootstrapServers());
    }

    List<Finding> run() {
        var kill = new MidLoadKill(stack);
        progress.accept("Orders live, history loads, bi-api-jushuitan will be killed in mid-load");
        live();
        Thread killer = Thread.startVirtualThread(kill::strike);
        HistoryLoads.run(stack, clock, _ -> {});
        join(killer);
        poison();
        progress.accept("History is published; waiting for enough changes, overwrites and refusals");
        for (int reload = 1; reload <= RELOADS && !enoughHappened(); reload++) {
            HistoryLoads.reload(stack, clock, "reload-" + reload);
        }
        Patience.await(this::enoughHappened, LIMIT);
        stack.jushuitan().pace().pause();
        stack.leke().pause();
        progress.accept("The ERPs stand still; waiting until everything is loaded");
        boolean quiet = Patience.await(this::isQuiet, LIMIT);
        progress.accept("Comparing");
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.of(
                "Everything was loaded in time", "lag 0", quiet ? List.of() : List.of("Not within " + LIMIT)));
        findings.addAll(sides());
        findings.addAll(events(kill));
        findings.add(marks());
        return findings;
    }

    private void live() {
        stack.jushuitan().pace().changesPerSecond(40);
        stack.leke().speed(30);
    }

    private void poison() {
        Merchant merchant = stack.jushuitan()
                .merchant(LocalStack.JUSHUITAN.values().iterator().next());
        merchant.poison(Poison.MISSING_ID);
        merchant.poison(Poison.TEXT_TOO_LONG);
        merchant.poison(Poison.BAD_DATE);
        stack.leke().poison(2);
    }

    private List<Finding> sides() {
        List<Finding> findings = new ArrayList<>();
        var comparison = new ViewComparison(sql);
        Map<BusinessTable, List<TruthRow>> truth = Truths.read(stack, web);
        truth.forEach((table, rows) -> findings.add(comparison.compare(table, rows)));
        var hidden = new HiddenRows(sql);
        BusinessTable.ALL.forEach(table -> findings.add(hidden.check(table)));
        findings.add(new Lineage(sql, topics).check());
        findings.add(new DeadLetters(topics).check(poisonedOrders(), poisonedRecords()));
        findings.add(Finding.atLeast("Items were removed after they had been visible", outgrown(hidden), REMOVED));
        return findings;
    }

    private List<Finding> events(MidLoadKill kill) {
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.atLeast("Live changes at Jushuitan", jushuitanChanges(), CHANGES));
        findings.add(
                Finding.atLeast("Live changes at Leke", stack.leke().status().changes(), CHANGES));
        for (BusinessTable table : BusinessTable.ALL) {
            var counters = stack.starRocks().counters(table.base());
            findings.add(Finding.atLeast("Rows overwritten in " + table.base(), counters.overwritten(), OVERWRITTEN));
            findings.add(
                    Finding.atLeast("Rows refused by the condition in " + table.base(), counters.refused(), REFUSED));
        }
        findings.add(throttled());
        findings.add(kill.finding());
        return findings;
    }

    private Finding throttled() {
        long calls = 0;
        long refused = 0;
        for (Map<Integer, Long> codes : stack.jushuitan().calls().counts().values()) {
            for (var code : codes.entrySet()) {
                calls += code.getValue();
                refused += code.getKey() == 199 || code.getKey() == 200 ? code.getValue() : 0;
            }
        }
        return Finding.of(
                "At most one ERP call in a hundred was answered 199 or 200",
                "%,d of %,d".formatted(refused, calls),
                refused * 100 <= calls ? List.of() : List.of("%,d are too many".formatted(refused)));
    }

    private Finding marks() {
        var marks = new PersonalMark();
        marks.inTopics(topics);
        marks.inTables(sql);
        marks.inLogs(stack.folder());
        Map<String, String> answers = new HashMap<>();
        String token = stack.controlPlane().administrator();
        for (URI service : List.of(
                stack.basic().address(),
                stack.apiJushuitan().address(),
                stack.apiLeke().address())) {
            for (String path : List.of("/actuator/prometheus", "/actuator/health/dependencies", "/actuator/loading")) {
                answers.put(service + path, web.get(service.resolve(path)));
            }
        }
        for (String path : List.of("/api/accounts", "/api/status", "/api/access-tokens")) {
            answers.put(path, web.get(stack.basic().address().resolve(path), token));
        }
        marks.inAnswers(answers);
        return marks.finding();
    }

    private boolean enoughHappened() {
        var hidden = new HiddenRows(sql);
        return jushuitanChanges() >= CHANGES
                && stack.leke().status().changes() >= CHANGES
                && BusinessTable.ALL.stream()
                        .map(table -> stack.starRocks().counters(table.base()))
                        .allMatch(counters -> counters.overwritten() >= OVERWRITTEN && counters.refused() >= REFUSED)
                && outgrown(hidden) >= REMOVED;
    }

    private long outgrown(HiddenRows hidden) {
        return BusinessTable.ALL.stream()
                .filter(BusinessTable::isChild)
                .mapToLong(hidden::outgrown)
                .sum();
    }

    private long jushuitanChanges() {
        return LocalStack.JUSHUITAN.values().stream()
                .map(coId -> stack.jushuitan().merchant(coId).changes())
                .flatMap(changes -> changes.entrySet().stream())
                .filter(change -> change.getKey() != ChangeKind.POISONED)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Every account was read and loaded to a moment after now, in which nothing changed. */
    private boolean isQuiet() {
        long since = clock.millis();
        return Patience.await(
                () -> {
                    Set<String> fresh = new HashSet<>();
                    stack.controlPlane().status().forEach(line -> {
                        String asOf = line.path("freshAsOf").asString("");
                        if (!asOf.isEmpty() && Instant.parse(asOf).toEpochMilli() >= since) {
                            fresh.add(line.path("account").asString());
                        }
                    });
                    return fresh.containsAll(LocalStack.JUSHUITAN.keySet())
                            && fresh.contains(LocalStack.TENANT)
                            && historyIsLoaded();
                },
                LIMIT);
    }

    /** The history topics have no lag of their own in the status: their group must have reached the end. */
    private boolean historyIsLoaded() {
        return topics.lag("bi-api-jushuitan.history") == 0
                && topics.lag("bi-api-jushuitan.orders") == 0
                && topics.lag("bi-api-leke.orders") == 0;
    }

    private Set<String> poisonedOrders() {
        return LocalStack.JUSHUITAN.values().stream()
                .flatMap(coId -> stack.jushuitan().merchant(coId).poisoned().stream())
                .map(PoisonOrder::soId)
                .collect(Collectors.toSet());
    }

    private Set<Place> poisonedRecords() {
        return stack.leke().poison().stream()
                .map(record -> new Place(record.topic(), record.partition(), record.offset()))
                .collect(Collectors.toSet());
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
