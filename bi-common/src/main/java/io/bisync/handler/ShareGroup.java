package io.bisync.handler;

import static org.apache.kafka.clients.admin.ConfigEntry.ConfigSource.DYNAMIC_GROUP_CONFIG;

import io.bisync.handler.ListenerControl.Limit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;

/**
 * What the broker does for a share group.
 *
 * @param lock so long a record that was given to a member is nobody else's
 * @param deliveries so often a record is given to members before the broker drops it
 */
record ShareGroup(Duration lock, int deliveries) {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** What the broker itself would begin with is what comes after the group's first poll, and aborted records too. */
    private static final Map<String, String> TERMS =
            Map.of("share.auto.offset.reset", "earliest", "share.isolation.level", "read_committed");

    /**
     * Says to the broker where the group begins and that it reads what is committed, unless somebody said otherwise of this
     * group; and asks for the rest.
     *
     * @throws HandlerRefusedException where the broker does not answer or does not allow it
     */
    static ShareGroup agree(Map<String, Object> connection, String group) {
        try (var admin = Admin.create(connection)) {
            var resource = new ConfigResource(ConfigResource.Type.GROUP, group);
            var now = config(admin, resource);
            var missing = new ArrayList<AlterConfigOp>();
            TERMS.forEach((name, value) -> {
                var entry = now.get(name);
                if (entry == null || entry.source() != DYNAMIC_GROUP_CONFIG) {
                    missing.add(new AlterConfigOp(new ConfigEntry(name, value), OpType.SET));
                }
            });
            if (!missing.isEmpty()) {
                admin.incrementalAlterConfigs(Map.of(resource, missing))
                        .all()
                        .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
            var node = admin.describeCluster().nodes().get(PATIENCE.toSeconds(), TimeUnit.SECONDS).stream()
                    .findAny()
                    .orElseThrow();
            var broker = config(admin, new ConfigResource(ConfigResource.Type.BROKER, node.idString()));
            return new ShareGroup(Duration.ofMillis(number(now, "share.record.lock.duration.ms")), (int)
                    number(broker, "group.share.delivery.count.limit"));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw refused(group, interrupted);
        } catch (ExecutionException failed) {
            throw refused(group, Objects.requireNonNullElse(failed.getCause(), failed));
        } catch (TimeoutException late) {
            throw refused(group, late);
        }
    }

    /**
     * How many records may be polled at once, so that the last of them is through before its lock ends.
     *
     * @throws HandlerRefusedException where that is none, or no delivery would be left to set a record aside
     */
    int records(ListenerControl control, int most) {
        var settings = control.settings();
        if (settings.attempts() >= deliveries) {
            throw new HandlerRefusedException(
                    "BI-HANDLE-06 Listener %s tries a record %d times, and the broker drops it after %d deliveries (group.share.delivery.count.limit): none is left to set it aside"
                            .formatted(control.listener(), settings.attempts(), deliveries),
                    "Set bi.handlers.listeners.%s.attempts to less than that, or raise the broker's limit."
                            .formatted(control.listener()));
        }
        control.atMost(Limit.ATTEMPTS, deliveries - 1);
        var fitting = lock.dividedBy(settings.longestWork());
        if (fitting < 1) {
            throw new HandlerRefusedException(
                    "BI-HANDLE-05 Listener %s may work %s on a record, and others get it after %s (share.record.lock.duration.ms)"
                            .formatted(control.listener(), settings.longestWork(), lock),
                    "Set bi.handlers.listeners.%s.longest-work to how long it really takes, or raise the lock of its group; work that is longer belongs into lanes."
                            .formatted(control.listener()));
        }
        return (int) Math.min(fitting, most);
    }

    private static Config config(Admin admin, ConfigResource resource)
            throws ExecutionException, InterruptedException, TimeoutException {
        var all = admin.describeConfigs(List.of(resource)).all().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        return Objects.requireNonNull(all.get(resource));
    }

    private static long number(Config config, String name) {
        var entry = Objects.requireNonNull(config.get(name), "The broker knows no " + name);
        return Long.parseLong(entry.value());
    }

    private static HandlerRefusedException refused(String group, Throwable cause) {
        return new HandlerRefusedException(
                "BI-HANDLE-07 The share group %s cannot be prepared: %s"
                        .formatted(group, cause.getClass().getSimpleName()),
                "Look whether the broker answers and has share groups on (group.share.enable), and give the service's user"
                        + " AlterConfigs and DescribeConfigs of the group, and DescribeConfigs of the cluster.",
                cause);
    }
}
