package io.bisync.basic;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.bisync.account.MovableClock;
import io.bisync.account.rest.ControlPlaneAutoConfiguration;
import io.bisync.kafka.SharedKafka;
import io.bisync.local.postgres.LocalPostgres;
import io.bisync.secret.SecretAutoConfiguration;
import io.bisync.secret.Secrets;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.Ordered;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.config.ScheduledTaskHolder;

/** The service with a database of its own, a clock that tests move, and everything it logs. */
final class BasicServer implements AutoCloseable {

    /** Of the administrator whose token every server finds in its folder. */
    private static final String ADMINISTRATOR = UUID.randomUUID() + "-of-a-test";

    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

    private static @Nullable LocalPostgres postgres;
    private static @Nullable BasicServer shared;
    private static @Nullable BasicServer onKafka;
    private static final List<ListAppender<ILoggingEvent>> LOGS = new CopyOnWriteArrayList<>();

    private final ConfigurableApplicationContext context;
    private final ListAppender<ILoggingEvent> log;
    private final MovableClock clock;

    private BasicServer(ConfigurableApplicationContext context, ListAppender<ILoggingEvent> log, MovableClock clock) {
        this.context = context;
        this.log = log;
        this.clock = clock;
    }

    /** One server for all tests that need no start of their own; it ends with the JVM. */
    static synchronized BasicServer shared() {
        if (shared == null) {
            shared = start("shared");
        }
        return shared;
    }

    /** One server beside a broker, which other tests have topics on too; it ends with the JVM. */
    static synchronized BasicServer onKafka() {
        if (onKafka == null) {
            onKafka = start(
                    "kafka",
                    Map.of(
                            "spring.kafka.bootstrap-servers",
                            SharedKafka.broker().bootstrapServers()));
        }
        return onKafka;
    }

    static BasicServer start(String database) {
        return start(database, Map.of());
    }

    static synchronized BasicServer start(String database, Map<String, String> settings) {
        mount("admin/administrator", ADMINISTRATOR);
        var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        var log = new ListAppender<ILoggingEvent>();
        var clock = new MovableClock(START);
        var server = postgres();
        server.createDatabase(database);
        var context = new SpringApplicationBuilder(BasicApplication.class, Clock.class)
                .initializers(it -> {
                    // Spring Boot sets logging up anew before this, which ends the appenders of the servers that are
                    // there.
                    LOGS.add(log);
                    LOGS.forEach(each -> {
                        each.start();
                        root.addAppender(each);
                    });
                    it.getBeanFactory().registerSingleton("movableClock", clock);
                })
                .properties(
                        "server.port=0",
                        "server.address=127.0.0.1",
                        "management.server.port=0",
                        "management.server.address=127.0.0.1",
                        "spring.datasource.url=" + server.jdbcUrl(database),
                        "spring.datasource.username=" + server.user(),
                        "spring.datasource.password=" + server.password(),
                        // What all services find in their environment; none of it may matter here.
                        "bi.basic.url=http://127.0.0.1:1",
                        "bi.authorisation.doors.jushuitan=https://erp.example.com/jst/",
                        "spring.cloud.nacos.config.enabled=false",
                        "logging.level.root=INFO",
                        "spring.config.location=classpath:/application.yml")
                .run(arguments(settings));
        var started = new BasicServer(context, log, clock);
        // Whoever records exchanges asks in clear.
        if (!settings.containsKey("server.ssl.bundle")) {
            Exchanges.describedBy(started);
        }
        return started;
    }

    private static String[] arguments(Map<String, String> settings) {
        var all = new HashMap<>(settings);
        all.put("bi.secret.keyset", keyset().toString());
        all.put("bi.access.first-tokens", firstTokens().toString());
        if (!settings.containsKey("spring.kafka.bootstrap-servers")) {
            // Nobody is there: whoever looks for Kafka need not look for long.
            all.put("spring.kafka.bootstrap-servers", "127.0.0.1:1");
            all.put("bi.kafka.producer.max.block.ms", "100");
            all.put("spring.kafka.listener.auto-startup", "false");
        }
        return all.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new);
    }

    static Path keyset() {
        var file = Path.of("target", "keyset-" + ProcessHandle.current().pid() + ".json");
        if (!Files.exists(file)) {
            Secrets.create(file);
        }
        return file.toAbsolutePath();
    }

    static LocalPostgres postgres() {
        if (postgres == null) {
            try {
                postgres = LocalPostgres.start(Files.createTempDirectory("bi-basic"));
                Runtime.getRuntime().addShutdownHook(new Thread(postgres::close));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return postgres;
    }

    /** The first column of what a query finds, behind the service's back. */
    List<@Nullable String> rows(String query) {
        return context.getBean(JdbcClient.class).sql(query).query(String.class).list();
    }

    /** Runs statements behind the service's back, connected to this database. */
    static void sql(String database, String... statements) {
        var server = postgres();
        server.createDatabase(database);
        try (var connection = DriverManager.getConnection(server.jdbcUrl(database), server.user(), server.password());
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    double count(String meter, String... tags) {
        return context.getBean(MeterRegistry.class)
                .get(meter)
                .tags(tags)
                .counter()
                .count();
    }

    double gauge(String meter, String... tags) {
        var gauge = context.getBean(MeterRegistry.class).find(meter).tags(tags).gauge();
        return gauge == null ? Double.NaN : gauge.value();
    }

    boolean hasGauge(String meter, String... tags) {
        return context.getBean(MeterRegistry.class).find(meter).tags(tags).gauge() != null;
    }

    ConfigurableApplicationContext context() {
        return context;
    }

    /** Runs everything that is scheduled, now and once. */
    void runScheduledTasks() {
        context.getBeansOfType(ScheduledTaskHolder.class).values().stream()
                .flatMap(it -> it.getScheduledTasks().stream())
                .forEach(it -> it.getTask().getRunnable().run());
    }

    URI address() {
        var port = ((WebServerApplicationContext) context).getWebServer();
        return URI.create("http://127.0.0.1:" + (port == null ? 0 : port.getPort()));
    }

    /** Where probes and meters are. */
    URI management() {
        return URI.create("http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.management.port"));
    }

    MovableClock clock() {
        return clock;
    }

    List<String> logLines() {
        return new ArrayList<>(log.list)
                .stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    /** The folder of the first tokens, the same one for all servers. */
    static Path firstTokens() {
        return Path.of("target", "first-tokens-" + ProcessHandle.current().pid())
                .toAbsolutePath();
    }

    /** Mounts a token, as a Secret would. */
    static void mount(String file, String text) {
        try {
            var path = firstTokens().resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A caller with the administrator's token. */
    Caller administrator() {
        return new Caller(address(), ADMINISTRATOR);
    }

    Caller nobody() {
        return new Caller(address(), null);
    }

    Caller caller(String role) {
        return new Caller(address(), administrator().makeToken(role));
    }

    /** What services and jobs ask it with, as their contexts have it; whoever takes it closes it. */
    AnnotationConfigApplicationContext client(String role, Class<?>... more) {
        var client = new AnnotationConfigApplicationContext();
        TestPropertyValues.of(
                        "bi.basic.url=" + address(),
                        "bi.basic.token=" + administrator().makeToken(role),
                        // As often as a watch may look: tests wait for it.
                        "bi.history.interval=1s",
                        "bi.secret.keyset=" + keyset())
                .applyTo(client);
        client.register(SecretAutoConfiguration.class, ControlPlaneAutoConfiguration.class);
        if (more.length > 0) {
            client.register(more);
        }
        client.refresh();
        return client;
    }

    @Override
    public void close() {
        context.close();
    }

    @Configuration(proxyBeanMethods = false)
    static class Clock {

        /** Outside of everything else, so that it sees what callers see. */
        @Bean
        static FilterRegistrationBean<Exchanges.Recorder> recorder() {
            var filter = new FilterRegistrationBean<>(new Exchanges.Recorder());
            filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
            filter.addUrlPatterns("/api/*");
            return filter;
        }

        @Bean
        @Primary
        static java.time.InstantSource testClock(MovableClock clock) {
            return clock;
        }
    }
}
