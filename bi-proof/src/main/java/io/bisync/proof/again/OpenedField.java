package io.bisync.proof.again;

import io.bisync.local.marks.Marks;
import io.bisync.local.stack.LocalStack;
import io.bisync.local.stack.ServiceProcess;
import io.bisync.proof.again.Step.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** A field that no declaration knows is allowed by a setting: what was sealed of it until then is opened by a replay. */
public final class OpenedField {

    private static final String FIELD = "jushuitan.purchase.house_rank";
    private static final String ALLOWED = "BI_PRIVACY_ALLOWED";
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Purchases purchases;

    OpenedField(Purchases purchases) {
        this.purchases = purchases;
    }

    /** Variables of bi-api-jushuitan under which the field is sealed at first. */
    public static Map<String, String> sealed() {
        return Map.of(
                ALLOWED, Marks.ALLOWED.stream().filter(it -> !it.equals(FIELD)).collect(Collectors.joining(",")));
    }

    Step step() {
        return new Step(
                "A field that was sealed is allowed, and a replay opens it in rows that were loaded before, without a"
                        + " call to the ERP",
                this::open);
    }

    private Outcome open() {
        long sealed = rows("\"sealed:");
        allow();
        long still = rows("\"sealed:");
        JsonNode replay = purchases.run("REPLAY", Map.of("accounts", List.copyOf(LocalStack.JUSHUITAN.keySet())));
        long left = rows("\"sealed:");
        long opened = rows("[0-9]");
        long calls = replay.path("calls").asLong();
        return new Outcome(
                sealed > 0
                        && still == sealed
                        && left == 0
                        && opened == sealed
                        && calls == 0
                        && Purchases.isComplete(replay),
                "%,d rows sealed, %,d after the restart; %,d opened and %,d sealed after the replay (%s, %d calls)"
                        .formatted(sealed, still, opened, left, Purchases.state(replay), calls));
    }

    /** Rows of all accounts in which the field's value begins so. */
    private long rows(String beginning) {
        return purchases.matching(Purchases.TABLE, "\"house_rank\": ?" + beginning);
    }

    /** As a release does it: nobody with the old setting is left. */
    private void allow() {
        LocalStack stack = purchases.stack();
        List<ServiceProcess> others = new ArrayList<>(stack.jushuitanPods());
        others.remove(stack.apiJushuitan());
        others.forEach(ServiceProcess::terminate);
        others.forEach(it -> it.awaitExit(LIMIT));
        stack.apiJushuitan().restartAs(it -> it.withEnvironment(Map.of(ALLOWED, String.join(",", Marks.ALLOWED))));
        stack.apiJushuitan().awaitReady();
    }
}
