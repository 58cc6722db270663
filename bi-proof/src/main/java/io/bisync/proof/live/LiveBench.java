package io.bisync.proof.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bisync.local.demo.LabelRange;
import io.bisync.local.jushuitan.merchant.Merchant;
import io.bisync.local.jushuitan.merchant.OrderView;
import io.bisync.local.stack.LocalStack;
import io.bisync.local.stack.StackSettings;
import io.bisync.local.starrocks.transaction.Load;
import io.bisync.local.starrocks.transaction.LoadState;
import io.bisync.proof.probe.Patience;
import io.bisync.proof.probe.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Changes orders of a running suite at a steady rate, and looks afterwards when each change was in Kafka and when its load was
 * visible. Both are read from what Kafka and the stand-in noted, so looking slows nothing down.
 */
final class LiveBench {

    private static final String ACCOUNT = "7";
    private static final String TOPIC = "erp.jushuitan.order";
    private static final String TABLE = "ods_jushuitan_order";
    /** Orders are asked for twice a second by it. */
    private static final int SPEED = 20;

    private static final Duration ARRIVES_WITHIN = Duration.ofSeconds(60);

    /** So long before the first change is counted: the stack has just started. */
    private static final Duration WARM_UP = Duration.ofSeconds(20);

    private final Path folder;
    private final List<Integer> rates;
    private final Duration length;
    private final InstantSource clock;
    private final Consumer<String> told;
    private final Random random = new Random(11);

    LiveBench(Path folder, List<Integer> rates, Duration length, InstantSource clock, Consumer<String> told) {
        this.folder = folder;
        this.rates = rates;
        this.length = length;
        this.clock = clock;
        this.told = told;
    }

    List<LiveRound> run() {
        var settings = new StackSettings(folder, 11, 2_000, 200, SPEED, Duration.ofSeconds(1), Duration.ofSeconds(5))
                .withEntities(StackSettings.FEW);
        try (var stack = LocalStack.start(settings, told)) {
            stack.jushuitan().pace().pause();
            stack.leke().pause();
            var merchant = stack.jushuitan().merchant(Objects.requireNonNull(LocalStack.JUSHUITAN.get(ACCOUNT)));
            var orders = orders(merchant);
            told.accept("Warming up");
            make(merchant, orders, 20, WARM_UP);
            List<LiveRound> rounds = new ArrayList<>();
            for (int rate : rates) {
                told.accept("%d changes a second for %d s".formatted(rate, length.toSeconds()));
                rounds.add(round(stack, merchant, orders, rate));
            }
            return rounds;
        }
    }

    private LiveRound round(LocalStack stack, Merchant merchant, List<Long> orders, int rate) {
        long begin = clock.millis();
        List<Made> made = make(merchant, orders, rate, length);
        var topics = new Topics(stack.kafka().bootstrapServers());
        Map<String, NavigableMap<Long, Arrival>> published = new HashMap<>();
        Map<Made, Change> arrived = new HashMap<>();
        var _ = Patience.await(
                () -> {
                    topics.read(Set.of(TOPIC), record -> {
                        var version = Topics.header(record, "ce_entityversion");
                        if (!version.isEmpty()) {
                            published
                                    .computeIfAbsent(new String(record.key(), UTF_8), _ -> new TreeMap<>())
                                    .putIfAbsent(
                                            Long.valueOf(version),
                                            new Arrival(record.timestamp(), record.partition(), record.offset()));
                        }
                    });
                    var loads = visible(stack, begin);
                    made.forEach(it -> arrived.computeIfAbsent(it, _ -> change(it, published.get(it.key()), loads)));
                    return arrived.size() == made.size();
                },
                Duration.ofSeconds(1),
                ARRIVES_WITHIN);
        long end = begin + length.toMillis();
        var loads = visible(stack, begin).stream()
                .filter(load -> finished(load) < end)
                .toList();
        return new LiveRound(
                rate,
                length.toMillis() / 1e3,
                made.size(),
                List.copyOf(arrived.values()),
                loads.size(),
                loads.stream().mapToLong(Load::rowsLoaded).sum());
    }

    /** Changes orders at moments that lie as if by chance, and with every fourth a row of another entity. */
    private List<Made> make(Merchant merchant, List<Long> orders, int rate, Duration howLong) {
        List<Made> made = new ArrayList<>();
        long begin = System.nanoTime();
        double next = 0;
        while (true) {
            next += -Math.log(1 - random.nextDouble()) / rate * 1e9;
            if (next > howLong.toNanos()) {
                return made;
            }
            long wait = begin + (long) next - System.nanoTime();
            if (wait > 0) {
                LockSupport.parkNanos(wait);
            }
            long at = clock.millis();
            OrderView order =
                    merchant.touch(orders.get(random.nextInt(orders.size()))).orElseThrow();
            merchant.books().live();
            made.add(new Made(ACCOUNT + ":" + order.oId(), order.ts(), at));
        }
    }

    private static List<Long> orders(Merchant merchant) {
        List<Long> orders = new ArrayList<>();
        merchant.truth(row -> {
            if (row.table().equals("jushuitan_order")) {
                orders.add(Long.parseLong(String.valueOf(row.key().get("o_id"))));
            }
        });
        return orders;
    }

    /** A change that was overtaken within one page is published in its newest version only, and seen with that. */
    private static @Nullable Change change(
            Made made, @Nullable NavigableMap<Long, Arrival> versions, List<Load> loads) {
        var newer = versions == null ? null : versions.ceilingEntry(made.version());
        if (newer == null) {
            return null;
        }
        var arrival = newer.getValue();
        return loads.stream()
                .filter(load -> load.table().equals(TABLE))
                .filter(load -> {
                    var range = LabelRange.parse(load.label());
                    return range != null && range.holds(arrival.partition(), arrival.offset());
                })
                .mapToLong(LiveBench::finished)
                .min()
                .stream()
                .mapToObj(visible -> new Change(made.at(), arrival.timestamp(), visible))
                .findFirst()
                .orElse(null);
    }

    private static List<Load> visible(LocalStack stack, long since) {
        return stack.starRocks().loads().stream()
                .filter(load -> load.state() == LoadState.VISIBLE && finished(load) >= since)
                .toList();
    }

    private static long finished(Load load) {
        var millis = load.finishedMillis();
        return millis == null ? Long.MAX_VALUE : millis;
    }

    /** A version of an order, and when it was made. */
    private record Made(String key, long version, long at) {}

    /** Where in Kafka a change is, and since when. */
    private record Arrival(long timestamp, int partition, long offset) {}
}
