package io.bisync.proof.comparison;

import io.bisync.local.stack.LocalStack;
import io.bisync.local.stack.ServiceProcess;
import io.bisync.proof.probe.Web;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** How often the suite has read again what changed lately at Jushuitan, by account and entity. */
final class Rescans {

    private static final Pattern METER = Pattern.compile("(?m)^bi_pull_rescans_total\\{([^}]*)} (\\S+)$");

    private final LocalStack stack;
    private final Web web = new Web();

    Rescans(LocalStack stack) {
        this.stack = stack;
    }

    Map<String, Double> counts() {
        Map<String, Double> counts = new HashMap<>();
        for (ServiceProcess pod : stack.jushuitanPods()) {
            String meters = web.get(
                    pod.management().resolve("/actuator/prometheus"),
                    stack.controlPlane().administrator());
            METER.matcher(meters)
                    .results()
                    .forEach(it -> counts.merge(it.group(1), Double.parseDouble(it.group(2)), Double::sum));
        }
        return counts;
    }

    /** Whether everything was read again since: twice, as a reading may have been under way before. */
    boolean haveReadAgain(Map<String, Double> before) {
        Map<String, Double> now = counts();
        return !now.isEmpty()
                && now.entrySet().stream().allMatch(it -> it.getValue() >= before.getOrDefault(it.getKey(), 0.0) + 2);
    }
}
