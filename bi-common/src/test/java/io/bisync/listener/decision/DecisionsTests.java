package io.bisync.listener.decision;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.listener.decision.ListenerDecision.State;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecisionsTests {

    private final Decisions decisions = Decisions.unread("mill");

    @Test
    void theLastWordAboutAKeyCounts() {
        decide("mill/orders", "PAUSED");
        decide("mill/stock", "STOPPED");
        decide("mill/orders", "RUNNING");
        decide("mill/orders", "STOPPED");

        assertThat(state("orders")).isEqualTo(State.STOPPED);
        assertThat(state("stock")).isEqualTo(State.STOPPED);
    }

    @Test
    void whateverWasCompactedAwayTheResultIsTheSame() {
        var all = List.of(
                Map.entry("orders", "PAUSED"),
                Map.entry("stock", "STOPPED"),
                Map.entry("orders", "STOPPED"),
                Map.entry("stock", "RUNNING"),
                Map.entry("orders", "RUNNING"));
        for (var from = 0; from < 4; from++) {
            var compacted = Decisions.unread("mill");
            for (var word : all.subList(from, all.size())) {
                take(compacted, "mill/" + word.getKey(), value(word.getValue()));
            }
            assertThat(Objects.requireNonNull(compacted.of("orders")).state()).isEqualTo(State.RUNNING);
            assertThat(Objects.requireNonNull(compacted.of("stock")).state()).isEqualTo(State.RUNNING);
        }
    }

    @Test
    void aKeyThatWasDeletedIsUndecided() {
        decide("mill/orders", "STOPPED");
        assertThat(take(decisions, "mill/orders", null)).isNull();

        assertThat(decisions.of("orders")).isNull();
    }

    @Test
    void anotherServiceMeansNothingHere() {
        assertThat(take(decisions, "mint/orders", value("STOPPED"))).isNull();
        assertThat(take(decisions, "mint/orders", "no decision")).isNull();

        assertThat(decisions.of("orders")).isNull();
    }

    @Test
    void aListenerThatNobodyHasIsNamedAndObeyedWhenItComes() {
        assertThat(decisions.take(
                        "mill/ordres".getBytes(UTF_8), value("STOPPED").getBytes(UTF_8), _ -> false))
                .isEqualTo("This service has no listener 'ordres'");

        assertThat(state("ordres")).isEqualTo(State.STOPPED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "stopped",
                "{\"state\":\"GONE\",\"reason\":\"r\",\"by\":\"b\",\"at\":\"2026-11-01T00:00:00Z\"}",
                "{\"state\":\"STOPPED\",\"by\":\"b\",\"at\":\"2026-11-01T00:00:00Z\"}",
                "{\"reason\":\"r\",\"by\":\"b\",\"at\":\"2026-11-01T00:00:00Z\"}"
            })
    void whatIsNoDecisionIsNamedAndChangesNothing(String value) {
        decide("mill/orders", "PAUSED");

        assertThat(take(decisions, "mill/orders", value))
                .isEqualTo("The value under the key 'mill/orders' is no decision");
        assertThat(state("orders")).isEqualTo(State.PAUSED);
    }

    @Test
    void aKeyThatIsNoneIsNamed() {
        assertThat(decisions.take(null, value("STOPPED").getBytes(UTF_8), _ -> true))
                .isEqualTo("A record without a key is no decision");
        assertThat(take(decisions, "mill", value("STOPPED"))).isEqualTo("The key 'mill' names no listener");
    }

    @Test
    void aLaterReleaseMaySayMore() {
        assertThat(take(decisions, "mill/orders", value("PAUSED").replace("{", "{\"until\":\"tomorrow\",")))
                .isNull();
        assertThat(state("orders")).isEqualTo(State.PAUSED);
    }

    @Test
    void aTopicIsPausedByItselfOrWithItsListenerAndNeverStopped() {
        decide("mill/orders/erp.mill.order", "PAUSED");
        assertThat(decisions.pausing("orders", "erp.mill.order")).isNotNull();
        assertThat(decisions.pausing("orders", "erp.mill.sales")).isNull();
        assertThat(decisions.of("orders")).isNull();

        decide("mill/orders", "PAUSED");
        decide("mill/orders/erp.mill.order", "RUNNING");
        assertThat(decisions.pausing("orders", "erp.mill.order")).isNotNull();
        assertThat(decisions.pausing("orders", "erp.mill.sales")).isNotNull();

        assertThat(take(decisions, "mill/orders/erp.mill.order", value("STOPPED")))
                .contains("is no decision");
        decide("mill/orders", "RUNNING");
        assertThat(decisions.pausing("orders", "erp.mill.order")).isNull();
    }

    private void decide(String key, String state) {
        assertThat(take(decisions, key, value(state))).isNull();
    }

    private @Nullable State state(String listener) {
        var decision = decisions.of(listener);
        return decision == null ? null : decision.state();
    }

    private static @Nullable String take(Decisions decisions, String key, @Nullable String value) {
        return decisions.take(key.getBytes(UTF_8), value == null ? null : value.getBytes(UTF_8), _ -> true);
    }

    private static String value(String state) {
        return "{\"state\":\"%s\",\"reason\":\"a test\",\"by\":\"somebody\",\"at\":\"2026-11-01T00:00:00Z\"}"
                .formatted(state);
    }
}
