package io.bisync.loading.report;

import io.bisync.account.ControlPlane;
import io.bisync.account.ControlPlaneException;
import io.bisync.account.FieldRules;
import io.bisync.privacy.Privacy;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Tells bi-basic once, as soon as it answers, by which rules for personal values this process loads, so that its audit says
 * since when a field is allowed. Loading does not wait for it.
 */
public final class PrivacyNotice {

    private final ControlPlane controlPlane;
    private final Privacy privacy;
    private final Set<String> untold;

    PrivacyNotice(ControlPlane controlPlane, Privacy privacy, Collection<String> sources) {
        this.controlPlane = controlPlane;
        this.privacy = privacy;
        this.untold = new TreeSet<>(sources);
    }

    @Scheduled(fixedDelay = 5, timeUnit = TimeUnit.SECONDS)
    void tell() {
        untold.removeIf(source -> {
            try {
                controlPlane.rulesInForce(source, rules(source));
                return true;
            } catch (ControlPlaneException toldByItsClient) {
                return false;
            }
        });
    }

    private FieldRules rules(String source) {
        var key = privacy.key();
        return new FieldRules(privacy.unknownFields(), key == null ? null : key.id(), privacy.allowed(source));
    }
}
