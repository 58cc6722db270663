package io.bisync.proof.kill;

import io.bisync.local.demo.LabelRange;
import io.bisync.local.stack.LocalStack;
import io.bisync.local.stack.ServiceProcess;
import io.bisync.local.starrocks.transaction.Load;
import io.bisync.local.starrocks.transaction.LoadState;
import io.bisync.proof.probe.Patience;
import io.bisync.proof.probe.Topics;
import io.bisync.proof.probe.Web;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Of two pods of bi-api-jushuitan one is killed: its partitions must be loaded and its accounts pulled by the other within
 * thirty seconds, by the times that StarRocks and Kafka note.
 */
final class DeadPod {

    private static final String TOPIC = "erp.jushuitan.order";
    private static final String TABLE = "ods_jushuitan_order";
    private static final Duration WITHIN = Duration.ofSeconds(30);
    private static final Duration LIMIT = Duration.ofMinutes(2);
    /** As a deployment has it. */
    private static final Map<String, String> SETTINGS = Map.of("BI_PULL_LEASE", "20s");

    /** Of an account that went to another pod it is no number any more. */
    private static final Pattern PULLED = Pattern.compile("bi_pull_lag\\w*\\{[^}]*account=\"([^\"]+)\"[^}]*} (?!NaN)");

    private final LocalStack stack;
    private final InstantSource clock;
    private final Topics topics;
    private final Web web = new Web();

    DeadPod(LocalStack stack, InstantSource clock) {
        this.stack = stack;
        this.clock = clock;
        this.topics = new Topics(stack.kafka().bootstrapServers());
    }

    /** Struck when both had partitions and accounts; overcome when all of them are at work again. */
    ServiceKill.Outcome strike() {
        long alone = topics.members(TOPIC);
        ServiceProcess second = stack.addJushuitan(SETTINGS);
        second.awaitReady();
        boolean shared = Patience.await(() -> topics.members(TOPIC) > alone && arePulledByTurns(second), LIMIT);
        second.kill();
        long end = clock.millis();
        List<String> wrong = new ArrayList<>();
        Patience.await(() -> isAllAtWork(end), LIMIT);
        if (!isAllAtWork(end)) {
            wrong.add("After the end of a pod only partitions %s and accounts %s are at work within %s"
                    .formatted(loaded(end).keySet(), published(end).keySet(), LIMIT));
            return new ServiceKill.Outcome(shared, Optional.empty(), wrong);
        }
        Duration moved =
                Duration.ofMillis(Stream.concat(loaded(end).values().stream(), published(end).values().stream())
                                .mapToLong(Long::longValue)
                                .max()
                                .orElseThrow()
                        - end);
        if (moved.compareTo(WITHIN) > 0) {
            wrong.add("The work of a dead pod moved after %s, which is more than %s".formatted(moved, WITHIN));
        }
        return new ServiceKill.Outcome(shared, Optional.of(moved), wrong);
    }

    /** Each of them by one, and each of them pulls one. */
    private boolean arePulledByTurns(ServiceProcess second) {
        Set<String> here = pulled(stack.apiJushuitan());
        Set<String> there = pulled(second);
        return !here.isEmpty() && !there.isEmpty() && here.stream().noneMatch(there::contains);
    }

    private Set<String> pulled(ServiceProcess pod) {
        String meters = web.get(
                pod.management().resolve("/actuator/prometheus"),
                stack.controlPlane().administrator());
        return PULLED.matcher(meters)
                .results()
                .map((MatchResult found) -> found.group(1))
                .collect(Collectors.toSet());
    }

    private boolean isAllAtWork(long end) {
        return loaded(end).size() == topics.partitions(TOPIC)
                && published(end).keySet().containsAll(LocalStack.JUSHUITAN.keySet());
    }

    /** When the first load was in that began after the end, by partition. */
    private Map<Integer, Long> loaded(long end) {
        Map<Integer, Long> first = new HashMap<>();
        for (Load load : stack.starRocks().loads()) {
            LabelRange range = LabelRange.parse(load.label());
            Long finished = load.finishedMillis();
            if (range != null
                    && finished != null
                    && load.state() == LoadState.VISIBLE
                    && load.table().equals(TABLE)
                    && load.startedMillis() > end) {
                first.merge(range.partition(), finished, Math::min);
            }
        }
        return first;
    }

    /** When the first change was published after the end, by account. */
    private Map<String, Long> published(long end) {
        Map<String, Long> first = new HashMap<>();
        topics.read(Set.of(TOPIC), record -> {
            if (record.timestamp() > end) {
                first.merge(Topics.header(record, "ce_account"), record.timestamp(), Math::min);
            }
        });
        return first;
    }
}
