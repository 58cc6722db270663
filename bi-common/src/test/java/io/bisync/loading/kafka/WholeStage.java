package io.bisync.loading.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.event.EventHeaders;
import io.bisync.local.postgres.LocalPostgres;
import io.bisync.local.starrocks.StandInSettings;
import io.bisync.local.starrocks.StarRocksStandIn;
import io.bisync.table.Table;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.context.ConfigurableApplicationContext;

/** A {@link WholeService} with a topic of its own on the shared broker and a StarRocks stand-in of its own. */
final class WholeStage implements AutoCloseable {

    final LoadingBroker broker = LoadingBroker.shared();
    final String topic;
    private final LocalPostgres postgres;
    private final String database;
    private final StandInSettings settings;
    private StarRocksStandIn starRocks;
    private @Nullable ConfigurableApplicationContext service;

    /** Nothing of it is running but StarRocks, which has no table. */
    WholeStage(String topic, LocalPostgres postgres) throws Exception {
        this.topic = topic;
        this.postgres = postgres;
        this.database = topic.replace('.', '_');
        postgres.createDatabase(database);
        broker.create(topic, Map.of("max.message.bytes", String.valueOf(7 * 1024 * 1024)));
        starRocks = StarRocksStandIn.start(
                StandInSettings.of(postgres.jdbcUrl(database), postgres.user(), postgres.password()));
        settings = StandInSettings.of(postgres.jdbcUrl(database), postgres.user(), postgres.password())
                .withCredentials(starRocks.username(), starRocks.password())
                .withPorts(
                        starRocks.frontend().getPort(),
                        starRocks.backend().getPort(),
                        starRocks.control().getPort());
    }

    StarRocksStandIn starRocks() {
        return starRocks;
    }

    void createTables() {
        WholeService.ORDER.tables().forEach(it -> apply(it.ddl()));
    }

    void apply(String ddl) {
        starRocks.apply(ddl);
    }

    /** Writes behind the stand-in's back what no load could bring. */
    void plant(String sql) throws SQLException {
        try (var connection =
                        DriverManager.getConnection(postgres.jdbcUrl(database), postgres.user(), postgres.password());
                var statement = connection.createStatement()) {
            statement.execute("SET search_path = \"%s\"".formatted(starRocks.database()));
            statement.execute(sql);
        }
    }

    void stopStarRocks() {
        starRocks.close();
    }

    void startStarRocks() {
        starRocks = StarRocksStandIn.start(settings);
    }

    void startStarRocksWithAnotherPassword() {
        starRocks = StarRocksStandIn.start(settings.withCredentials(settings.username(), "another"));
    }

    void start(String... properties) {
        var all = new ArrayList<>(List.of(
                "spring.kafka.bootstrap-servers=" + broker.kafka.bootstrapServers(),
                "spring.main.banner-mode=off",
                "spring.application.name=whole",
                // Flyway on our class path, for services that have a database, would look for one.
                "spring.autoconfigure.exclude=org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
                "logging.level.io.bisync=INFO",
                "bi.environment=test",
                "bi.starrocks.frontends=" + starRocks.frontend(),
                "bi.starrocks.backends=" + starRocks.backend().getAuthority(),
                "bi.starrocks.database=" + starRocks.database(),
                "bi.starrocks.username=" + settings.username(),
                "bi.starrocks.password=" + settings.password(),
                "bi.privacy.unknown-fields=kept",
                "bi.topics.patience=10s",
                "bi.loading.linger=100ms",
                "bi.loading.first-rest=100ms",
                "bi.loading.longest-rest=1s",
                "test.topic=" + topic));
        all.addAll(List.of(properties));
        service = new SpringApplicationBuilder(WholeService.class)
                .web(WebApplicationType.NONE)
                .properties(all.toArray(String[]::new))
                .run();
    }

    ConfigurableApplicationContext service() {
        var running = service;
        if (running == null) {
            throw new IllegalStateException("The service is not started");
        }
        return running;
    }

    /** Writes all of them to one partition, so that one round loads them. */
    void send(List<byte[]> values) throws Exception {
        broker.send(values.stream().map(this::message).toList());
    }

    void sendOrder(long id) throws Exception {
        send(List.of("""
                {"id":%d,"ts":1,"name":"n","amount":"1.5","items":[{"item":1}]}""".formatted(id).getBytes(UTF_8)));
    }

    List<Object> loadedOrders() {
        return starRocks.query("SELECT id FROM ods_whole_order ORDER BY id").stream()
                .map(it -> (Object) String.valueOf(it.get("id")))
                .toList();
    }

    List<Map<String, @Nullable Object>> query(String sql) {
        return starRocks.query(sql);
    }

    /** Returns when exactly these orders are in their table and everything is committed. */
    void loads(String... ids) {
        LoadingBroker.await("orders")
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(loadedOrders()).containsExactly((Object[]) ids));
        LoadingBroker.await("offsets")
                .untilAsserted(() ->
                        assertThat(broker.behind(topic, "orders-" + topic)).isZero());
    }

    double count(String meter, String code) {
        return service().getBean(MeterRegistry.class).find(meter).tag("code", code).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    static List<String> lines(CapturedOutput output, String text) {
        return output.getAll().lines().filter(it -> it.contains(text)).toList();
    }

    /** DDL of a table without one of its columns. */
    static String without(Table table, String column) {
        return table.ddl()
                .lines()
                .filter(it -> !it.strip().startsWith(column + " "))
                .reduce("", (all, line) -> all + line + "\n");
    }

    @Override
    public void close() {
        var running = service;
        if (running != null) {
            running.close();
        }
        starRocks.close();
    }

    private ProducerRecord<byte[], byte[]> message(byte[] value) {
        var message = new ProducerRecord<byte[], byte[]>(topic, 0, "7:1".getBytes(UTF_8), value);
        message.headers().add(EventHeaders.ACCOUNT, "7".getBytes(UTF_8));
        return message;
    }
}
