package io.bisync.listener;

import io.bisync.account.ControlPlane;
import io.bisync.account.ControlPlaneException;
import io.bisync.account.ControlPlaneUnavailableException;
import io.bisync.account.ListenerReport;
import io.bisync.account.ListenerStatus;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Tells bi-basic of the listeners of this process, whatever they do: everything from time to time, and as soon as one of
 * them does something else.
 */
final class ListenerReports {

    private static final Logger log = LoggerFactory.getLogger(ListenerReports.class);

    /** So many looks lie between two reports while nothing changes. */
    private static final int EVERY = 5;

    /** What is told at once. */
    private record Shown(String id, ListenerStatus.State state, int members) {}

    private final ControlPlane controlPlane;
    private final String service;
    private final Supplier<List<ListenerStatus>> listeners;
    private final String instance = UUID.randomUUID().toString();
    private List<Shown> told = List.of();
    private int left;
    private boolean refused;

    ListenerReports(ControlPlane controlPlane, String service, Supplier<List<ListenerStatus>> listeners) {
        this.controlPlane = controlPlane;
        this.service = service;
        this.listeners = listeners;
    }

    @Scheduled(fixedDelay = 2, timeUnit = TimeUnit.SECONDS)
    void look() {
        var now = listeners.get();
        var shown = now.stream()
                .map(it -> new Shown(it.id(), it.state(), it.members()))
                .toList();
        left--;
        if (now.isEmpty() || (left > 0 && shown.equals(told))) {
            return;
        }
        try {
            controlPlane.report(new ListenerReport(service, instance, now));
            told = shown;
            left = EVERY;
            refused = false;
        } catch (ControlPlaneException notTaken) {
            notTaken(notTaken);
        }
    }

    /** With the next look it is told again. That bi-basic does not answer is said once, by its client. */
    private void notTaken(ControlPlaneException why) {
        left = 0;
        if (!refused && !(why instanceof ControlPlaneUnavailableException)) {
            log.atWarn().addKeyValue("code", why.code()).log("Listeners are not reported: {}", why.getMessage());
        }
        refused = true;
    }
}
