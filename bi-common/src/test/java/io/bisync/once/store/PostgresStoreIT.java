package io.bisync.once.store;

import static io.bisync.once.store.Stores.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.local.postgres.LocalPostgres;
import io.bisync.once.store.Reservation.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Ids that several processes share, in a real PostgreSQL. Time passes by moving what is there into the past. */
@TestInstance(Lifecycle.PER_CLASS)
class PostgresStoreIT {

    private static final StoreSettings SETTINGS = new StoreSettings(Duration.ofHours(1), Duration.ofSeconds(30), 1);

    private final LocalPostgres postgres;
    private final JdbcClient jdbc;
    private final PostgresStore store;
    private final PostgresStore another;

    PostgresStoreIT(@TempDir Path folder) {
        postgres = LocalPostgres.start(folder.resolve("postgres"));
        postgres.createDatabase("once");
        jdbc = JdbcClient.create(
                new DriverManagerDataSource(postgres.jdbcUrl("once"), postgres.user(), postgres.password()));
        store = new PostgresStore(jdbc, SETTINGS, InstantSource.system());
        another = new PostgresStore(jdbc, SETTINGS, InstantSource.system());
    }

    @BeforeAll
    void create() throws IOException {
        jdbc.sql(new ClassPathResource("io/bisync/once/store/postgresql.sql")
                        .getContentAsString(StandardCharsets.UTF_8))
                .update();
    }

    @BeforeEach
    void empty() {
        jdbc.sql("TRUNCATE once_id, once_position").update();
    }

    @AfterAll
    void stop() {
        postgres.close();
    }

    @Test
    void oneProcessReservesAndTheOthersHearSoUntilItsTimeIsOver() {
        var first = store.reserve(id(1), IdStore.NONE);
        assertThat(first.answer()).isEqualTo(Answer.RESERVED);
        assertThat(another.reserve(id(1), IdStore.NONE)).isEqualTo(Reservation.IN_PROGRESS);
        var again = store.reserve(id(1), first.token());
        assertThat(again.answer()).as("it is made to count anew").isEqualTo(Answer.RESERVED);

        pass(Duration.ofSeconds(31));
        var second = another.reserve(id(1), IdStore.NONE);
        assertThat(second.answer()).isEqualTo(Answer.RESERVED);
        assertThat(store.reserve(id(1), again.token())).isEqualTo(Reservation.IN_PROGRESS);
        store.release(id(1), again.token());
        assertThat(store.reserve(id(1), IdStore.NONE))
                .as("the first cannot give back what the second has")
                .isEqualTo(Reservation.IN_PROGRESS);

        another.release(id(1), second.token());
        assertThat(store.reserve(id(1), IdStore.NONE).answer()).isEqualTo(Answer.RESERVED);
    }

    @Test
    void whatOneProcessConfirmsTheOthersKnowForTheWindow() {
        assertThat(store.ids()).isZero();
        store.reserve(id(1), IdStore.NONE);
        store.confirm(id(1));
        assertThat(another.contains(id(1))).isTrue();
        assertThat(another.reserve(id(1), IdStore.NONE)).isEqualTo(Reservation.KNOWN);
        assertThat(store.ids()).isPositive();
        assertThat(store.bytes()).isPositive();

        pass(Duration.ofMinutes(61));
        assertThat(another.contains(id(1))).isFalse();
        assertThat(another.reserve(id(1), IdStore.NONE).answer()).isEqualTo(Answer.RESERVED);
    }

    @Test
    void whatHasLeftTheWindowIsDeletedAndNothingElse() {
        LongStream.range(0, 50).forEach(number -> store.confirm(id(number)));
        store.reserve(id(50), IdStore.NONE);
        pass(Duration.ofMinutes(61));
        LongStream.range(60, 70).forEach(number -> store.confirm(id(number)));

        assertThat(store.sweep()).isEqualTo(51);
        assertThat(store.sweep()).isZero();
        assertThat(LongStream.range(60, 70)).allMatch(number -> store.contains(id(number)));
    }

    @Test
    void ofManyThreadsAndTwoProcessesOneReservesEachId() throws InterruptedException {
        var reserved = new AtomicInteger();
        var threads = IntStream.range(0, 4)
                .mapToObj(it -> Thread.ofPlatform().start(() -> {
                    var mine = it % 2 == 0 ? store : another;
                    for (long number = 0; number < 50; number++) {
                        if (mine.reserve(id(number), IdStore.NONE).answer() == Answer.RESERVED) {
                            reserved.incrementAndGet();
                            mine.confirm(id(number));
                        }
                    }
                }))
                .toList();
        for (var thread : threads) {
            thread.join();
        }
        assertThat(reserved).hasValue(50);
    }

    @Test
    void positionsOfTenThousandPartitionsAreKept() {
        Map<String, Long> positions = new HashMap<>();
        IntStream.range(0, 10_000).forEach(it -> positions.put("orders-" + it, (long) it));
        store.checkpoint(positions);
        store.checkpoint(Map.of("orders-7", 77L));

        assertThat(another.positions()).hasSize(10_000).containsEntry("orders-7", 77L);
    }

    private void pass(Duration time) {
        jdbc.sql("""
                        UPDATE once_id SET reserved_at = reserved_at - :ms * interval '1 ms',
                        confirmed_at = confirmed_at - :ms * interval '1 ms'""").param("ms", time.toMillis()).update();
    }
}
