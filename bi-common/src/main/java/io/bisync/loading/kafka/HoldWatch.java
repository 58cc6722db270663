package io.bisync.loading.kafka;

import io.bisync.account.ControlPlane;
import io.bisync.account.ControlPlaneException;
import io.bisync.account.change.AccountChanged;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Asks bi-basic who is held, before any listener starts and every few seconds, and tells it which holds began here. While it
 * is away the last answer counts.
 */
final class HoldWatch implements SmartInitializingSingleton {

    private final ControlPlane controlPlane;
    private final AccountHolds holds;
    private final Set<String> sources;
    private final Map<String, Set<String>> answers = new HashMap<>();

    HoldWatch(ControlPlane controlPlane, AccountHolds holds, Collection<String> sources) {
        this.controlPlane = controlPlane;
        this.holds = holds;
        this.sources = new TreeSet<>(sources);
    }

    @Override
    public void afterSingletonsInstantiated() {
        look();
    }

    /** A disabled account is held from now on. */
    @EventListener
    void look(AccountChanged changed) {
        if (sources.contains(changed.source())) {
            look();
        }
    }

    @Scheduled(initialDelay = 5, fixedDelay = 5, timeUnit = TimeUnit.SECONDS)
    synchronized void look() {
        for (var source : sources) {
            try {
                answers.put(source, controlPlane.heldAccounts(source));
                tell(source);
            } catch (ControlPlaneException toldByItsClient) {
                return;
            } finally {
                holds.hold(answers);
            }
        }
    }

    /** Of an account that nobody holds by now either nothing was told yet, or somebody lifted the hold. */
    private void tell(String source) {
        for (var hold : holds.begun()) {
            var at = hold.partition();
            if (holds.source(at.topic()).equals(source)
                    && !answers.getOrDefault(source, Set.of()).contains(hold.account())
                    && !controlPlane.holdBegan(source, hold.account(), at.topic(), at.partition(), hold.offset())) {
                holds.lift(hold);
            }
        }
    }
}
