package io.bisync.proof.crash.ledger;

import io.bisync.local.kafka.LocalKafka;
import io.bisync.local.postgres.LocalPostgres;
import io.bisync.local.starrocks.StandInSettings;
import io.bisync.local.starrocks.StarRocksStandIn;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What outlives every worker: a real broker, and the stand-in for StarRocks on a PostgreSQL that notes every row it is sent. */
public final class TestBed implements AutoCloseable {

    private static final int LIMIT_SECONDS = 120;

    private static final String NOTES = """
            CREATE SCHEMA kit;
            CREATE TABLE kit.delivered (tbl text, id bigint, item bigint, version bigint, p int, o bigint, extra text);
            CREATE INDEX ON kit.delivered (tbl, id);
            CREATE TABLE kit.went_back (tbl text, id bigint, item bigint, before bigint, after bigint);
            CREATE FUNCTION kit.note_delivery() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                INSERT INTO kit.delivered VALUES (TG_TABLE_NAME, NEW.id, (to_jsonb(NEW)->>'item')::bigint,
                    NEW.record_version, NEW.source_partition, NEW.source_offset, NEW.extra::text);
                RETURN NEW;
            END $$;
            CREATE FUNCTION kit.note_step_back() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                INSERT INTO kit.went_back VALUES (TG_TABLE_NAME, NEW.id, (to_jsonb(NEW)->>'item')::bigint,
                    OLD.record_version, NEW.record_version);
                RETURN NULL;
            END $$;
            """;

    public final LocalKafka kafka;
    public final StarRocksStandIn starRocks;
    public final Admin admin;
    public final KafkaProducer<byte[], byte[]> producer;
    private final LocalPostgres postgres;

    private TestBed(LocalKafka kafka, LocalPostgres postgres) {
        this.kafka = kafka;
        this.postgres = postgres;
        postgres.createDatabase("starrocks");
        this.starRocks = StarRocksStandIn.start(
                StandInSettings.of(postgres.jdbcUrl("starrocks"), postgres.user(), postgres.password()));
        execute(NOTES);
        this.admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", kafka.bootstrapServers());
        settings.put("acks", "all");
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Starts everything anew in an empty folder. */
    public static TestBed open(Path folder) {
        return new TestBed(LocalKafka.start(folder.resolve("kafka")), LocalPostgres.start(folder.resolve("postgres")));
    }

    /** Makes a lane's tables; from now on every row that a load brings them is noted in the same transaction. */
    public void create(Orders orders) {
        starRocks.apply(orders.ddl());
        for (var table : new String[] {orders.rootTable(), orders.itemTable()}) {
            execute("""
                    CREATE TRIGGER note_delivery BEFORE INSERT ON "%1$s"."%2$s"
                        FOR EACH ROW EXECUTE FUNCTION kit.note_delivery();
                    CREATE TRIGGER note_step_back AFTER UPDATE ON "%1$s"."%2$s"
                        FOR EACH ROW WHEN (NEW.record_version < OLD.record_version)
                        EXECUTE FUNCTION kit.note_step_back();
                    """.formatted(starRocks.database(), table));
        }
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl("starrocks"), postgres.user(), postgres.password());
    }

    /** The answer of the broker, in time. */
    public static <T> T answer(Future<T> future) {
        try {
            return future.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for the broker", interrupted);
        } catch (ExecutionException | TimeoutException failed) {
            throw new IllegalStateException("The broker did not do what the kit asked for", failed);
        }
    }

    private void execute(String sql) {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException refused) {
            throw new IllegalStateException("The stand-in's PostgreSQL refuses the kit's statements", refused);
        }
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
        starRocks.close();
        kafka.close();
        postgres.close();
    }
}
