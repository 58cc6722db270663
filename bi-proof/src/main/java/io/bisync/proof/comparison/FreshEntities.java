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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Whether every entity that is pulled is as fresh as its pace promises, while everything changes. */
public final class FreshEntities {

    /** Lingers and the reports that freshness is told by do not go faster with the simulated ERP. */
    private static final Duration REPORTED = Duration.ofSeconds(10);

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

    /** Waits for one moment at which all of them are. */
    public Finding await() {
        List<String> late = new ArrayList<>();
        int[] lines = {0};
        Patience.await(
                () -> {
                    late.clear();
                    lines[0] = look(late);
                    return lines[0] > 0 && late.isEmpty();
                },
                LIMIT);
        return Finding.of(
                Verdict.EVENTS,
                "Every entity is fresh within twice its pace, with paces, re-scans and limits of calls %.0f times as fast as by default, and %d s for reports"
                        .formatted(speed, REPORTED.toSeconds()),
                "%d entities of accounts".formatted(lines[0]),
                late);
    }

    private int look(List<String> late) {
        int lines = 0;
        Instant now = clock.instant();
        for (JsonNode line : stack.controlPlane().status()) {
            PulledEntity declared = DECLARED.get(line.path("entity").asString());
            if (declared == null
                    || !LocalStack.JUSHUITAN.containsKey(line.path("account").asString())) {
                continue;
            }
            lines++;
            Duration allowed = Duration.ofMillis((long) (2 * declared.pace().toMillis() / speed))
                    .plus(REPORTED);
            String asOf = line.path("freshAsOf").asString("");
            if (asOf.isEmpty() || Instant.parse(asOf).isBefore(now.minus(allowed))) {
                late.add("%s %s is fresh as of '%s', at %s, and %s are allowed"
                        .formatted(line.path("account").asString(), declared.name(), asOf, now, allowed));
            }
        }
        return lines;
    }
}
