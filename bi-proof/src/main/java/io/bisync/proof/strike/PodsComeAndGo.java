package io.bisync.proof.strike;

import io.bisync.local.stack.LocalStack;
import io.bisync.local.stack.ServiceProcess;
import io.bisync.proof.finding.Finding;
import io.bisync.proof.probe.Patience;
import io.bisync.proof.probe.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** More pods of bi-api-jushuitan come, one is killed, one ends in order, and others come in their place. */
public final class PodsComeAndGo implements FaultInjection {

    private static final String TOPIC = "erp.jushuitan.order";
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private final LocalStack stack;
    private final Topics topics;
    private final int pods;

    /** @param pods so many of them in the end */
    public PodsComeAndGo(LocalStack stack, int pods) {
        this.stack = stack;
        this.topics = new Topics(stack.kafka().bootstrapServers());
        this.pods = pods;
    }

    @Override
    public Finding strike() {
        List<String> wrong = new ArrayList<>();
        List<ServiceProcess> others = new ArrayList<>();
        while (others.size() < pods - 1) {
            others.add(ready());
        }
        share(pods, wrong);
        others.removeFirst().kill();
        share(pods - 1, wrong);
        others.add(ready());
        share(pods, wrong);
        var last = others.removeFirst();
        last.terminate();
        int code = last.awaitExit(LIMIT);
        if (code != ServiceProcess.TERMINATED) {
            wrong.add("%s ended with code %d after SIGTERM".formatted(last.name(), code));
        }
        share(pods - 1, wrong);
        others.add(ready());
        share(pods, wrong);
        return FaultInjection.finding(
                "Of %d pods of bi-api-jushuitan one was killed and one ended, and others came in their place"
                        .formatted(pods),
                "%d at work".formatted(topics.members(TOPIC)),
                wrong);
    }

    private ServiceProcess ready() {
        ServiceProcess pod = stack.addJushuitan(Map.of());
        pod.awaitReady();
        return pod;
    }

    private void share(int wanted, List<String> wrong) {
        if (!Patience.await(() -> topics.members(TOPIC) == wanted, LIMIT)) {
            wrong.add("%d pods have partitions of %s instead of %d, after %s"
                    .formatted(topics.members(TOPIC), TOPIC, wanted, LIMIT));
        }
    }
}
