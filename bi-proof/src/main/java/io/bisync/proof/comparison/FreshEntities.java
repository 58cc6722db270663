package io.bisync.proof.comparison;

import io.bisync.jushuitan.catalogue.Entities;
import io.bisync.jushuitan.declaration.PulledEntity;
import io.bisync.local.stack.LocalStack;
import io.bisync.proof.finding.Finding;
import io.bisync.proof.finding.Verdict;
import io.bisync.proof.probe.Patience;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Whether every entity that is pulled is as fresh as its pace promises, while everything changes. */
public final class FreshEntities {

    /** Lingers and the reports that freshness is told by do not go faster with the simulated ERP, and share few cores here. */
    private static final Duration REPORTED = Duration.ofSeconds(30);

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private static final Map<String, PulledEntity> DECLARED =
            Entities.ALL.stream().collect(Collectors.toMap(PulledEntity::name, Function.identity()));

    private final LocalStack stack;
    private final double speed;
    private final InstantSource clock;

    public FreshEntities(LocalStack stack, InstantSource clock) {
        this.stack = stack;
        this.speed = stack.speed();
        this.clock = clock;
    }

    /** Looks until each of them was. */
    public Finding await() {
        Map<String, String> late = new TreeMap<>();
        Set<String> fresh = new HashSet<>();
        Patience.await(
                () -> {
                    look(fresh, late);
                    return !fresh.isEmpty() && late.isEmpty();
                },
                LIMIT);
        return Finding.of(
                Verdict.EVENTS,
                "Every entity is fresh within twice its pace, with paces, re-scans and limits of calls %.0f times as fast as by default, and %d s for reports"
                        .formatted(speed, REPORTED.toSeconds()),
                "%d entities of accounts".formatted(fresh.size()),
                List.copyOf(late.values()));
    }

    private void look(Set<String> fresh, Map<String, String> late) {
        Instant now = clock.instant();
        for (JsonNode line : stack.controlPlane().status()) {
            PulledEntity declared = DECLARED.get(line.path("entity").asString());
            if (declared == null
                    || !LocalStack.JUSHUITAN.containsKey(line.path("account").asString())) {
                continue;
            }
            String key = line.path("account").asString() + " " + declared.name();
            Duration allowed = Duration.ofMillis((long) (2 * declared.pace().toMillis() / speed))
                    .plus(REPORTED);
            String asOf = line.path("freshAsOf").asString("");
            if (!asOf.isEmpty() && !Instant.parse(asOf).isBefore(now.minus(allowed))) {
                fresh.add(key);
                late.remove(key);
            } else if (!fresh.contains(key)) {
                late.put(key, "%s is fresh as of '%s', at %s, and %s are allowed".formatted(key, asOf, now, allowed));
            }
        }
    }
}
