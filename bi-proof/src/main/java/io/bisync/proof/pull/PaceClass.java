package io.bisync.proof.pull;

import io.bisync.jushuitan.declaration.Increment;
import io.bisync.jushuitan.declaration.PulledEntity;
import io.bisync.jushuitan.openapi.Endpoint;
import io.bisync.table.ColumnType;
import io.bisync.table.Entity;
import io.bisync.table.Envelope;
import io.bisync.topic.TrafficClass;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The vendor's 22 entities by their usual paces; each is asked for as orders are, by row version. */
enum PaceClass {
    ORDERS(2, Duration.ofSeconds(10)),
    DOCUMENTS(14, Duration.ofSeconds(60)),
    MASTERS(6, PulledEntity.MASTER_DATA);

    private final int count;
    private final Duration pace;

    PaceClass(int count, Duration pace) {
        this.count = count;
        this.pace = pace;
    }

    Duration pace() {
        return pace;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The names of its entities. */
    Stream<String> names() {
        return IntStream.rangeClosed(1, count).mapToObj(it -> word() + it);
    }

    static int entities() {
        return Arrays.stream(values()).mapToInt(it -> it.count).sum();
    }

    /** Of which class an entity is. */
    static PaceClass of(String entity) {
        return Arrays.stream(values())
                .filter(it -> entity.startsWith(it.word()))
                .findFirst()
                .orElseThrow();
    }

    /** Its entities. */
    List<PulledEntity> pulled() {
        return names().map(it -> pulled(it).every(pace)).toList();
    }

    /** The settings that make it so many times faster. */
    Stream<String> settings(double speed) {
        return names().map(it -> "--bi.pull.paces.%s=%dms".formatted(it, Math.round(pace.toMillis() / speed)));
    }

    private static PulledEntity pulled(String name) {
        Entity entity = Entity.of(
                "jushuitan",
                name,
                Envelope.none(),
                it -> it.key("o_id", ColumnType.BIGINT).version("ts"));
        Endpoint endpoint = Endpoint.of("/open/orders/single/query", "orders", "o_id")
                .pages(100)
                .company("co_id");
        return PulledEntity.of(entity, TrafficClass.OTHER, endpoint, new Increment.RowVersion("start_ts"));
    }
}
