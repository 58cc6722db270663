package io.bisync.loading.report;

import io.bisync.loading.EntityTopic;
import io.bisync.loading.partition.PartitionStatus;
import io.bisync.starrocks.StarRocksException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * How many loads this process may start each second, and how long StarRocks remembers their labels at that pace. Labels are
 * kept by number ({@code label_keep_max_num} per database), so many small loads make it forget sooner.
 */
public final class LabelBudget {

    /**
     * The budget of this process; other processes load into the same database.
     *
     * @param loadsPerSecond partitions × tables ÷ linger, over the partitions that this process has now, and the loads of
     *     the tables beside the data
     * @param kept how many labels StarRocks keeps in a database, or null when it does not tell
     * @param lastFor how long that many labels last, in seconds; null while nothing is loaded or kept is not known
     */
    record Budget(
            double loadsPerSecond,
            @Nullable Long kept,
            @Nullable Long lastFor) {}

    private static final Logger log = LoggerFactory.getLogger(LabelBudget.class);

    private static final String QUESTION = "ADMIN SHOW FRONTEND CONFIG LIKE 'label_keep_max_num'";
    private static final Duration SHORT = Duration.ofMinutes(30);

    private final Supplier<Collection<PartitionStatus>> partitions;
    private final Function<String, List<List<@Nullable Object>>> sql;
    private final Map<String, Integer> tables;
    private final double beside;
    private volatile @Nullable Long kept;
    private boolean warned;

    LabelBudget(
            Supplier<Collection<PartitionStatus>> partitions,
            Function<String, List<List<@Nullable Object>>> sql,
            Collection<EntityTopic> topics,
            double beside,
            MeterRegistry registry) {
        this.partitions = partitions;
        this.sql = sql;
        this.tables = topics.stream()
                .collect(Collectors.toMap(
                        EntityTopic::topic, it -> it.entity().tables().size()));
        this.beside = beside;
        Gauge.builder("bi.loading.label.rate", this, it -> it.budget().loadsPerSecond())
                .description("Loads that this process may start each second")
                .register(registry);
        Gauge.builder("bi.loading.label.memory", this, LabelBudget::seconds)
                .description("How long StarRocks remembers labels at that rate")
                .baseUnit("seconds")
                .register(registry);
    }

    Budget budget() {
        var rate = beside
                + partitions.get().stream()
                        .mapToDouble(it -> tables.getOrDefault(it.topic(), 0)
                                * 1000.0
                                / Math.max(1, it.linger().toMillis()))
                        .sum();
        var known = kept;
        return new Budget(rate, known, known == null || rate == 0 ? null : (long) (known / rate));
    }

    /** The answer may change with StarRocks' configuration; a user may not be allowed to ask. */
    @Scheduled(fixedDelay = 60, timeUnit = TimeUnit.SECONDS)
    void ask() {
        try {
            kept = sql.apply(QUESTION).stream()
                    .flatMap(List::stream)
                    .map(String::valueOf)
                    .filter(it -> !it.isEmpty() && it.chars().allMatch(Character::isDigit))
                    .map(Long::valueOf)
                    .findFirst()
                    .orElse(null);
        } catch (StarRocksException notTold) {
            log.debug("StarRocks does not tell label_keep_max_num", notTold);
        }
        warn(budget());
    }

    private void warn(Budget budget) {
        var seconds = budget.lastFor();
        if (seconds == null || seconds >= SHORT.toSeconds()) {
            warned = false;
            return;
        }
        if (warned) {
            return;
        }
        warned = true;
        log.warn(
                "StarRocks keeps {} labels, which last {} minutes at {} loads a second: an open range of a longer outage is loaded twice (no row changes by that). Raise label_keep_max_num or bi.loading.linger.",
                budget.kept(),
                seconds / 60,
                String.format(java.util.Locale.ROOT, "%.1f", budget.loadsPerSecond()));
    }

    private double seconds() {
        var seconds = budget().lastFor();
        return seconds == null ? Double.NaN : seconds;
    }
}
