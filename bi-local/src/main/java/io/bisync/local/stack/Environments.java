package io.bisync.local.stack;

import io.bisync.local.kafka.LocalKafka;
import io.bisync.local.marks.Marks;
import io.bisync.local.postgres.LocalPostgres;
import io.bisync.local.process.FreePorts;
import io.bisync.local.starrocks.StarRocksStandIn;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What each service is told about the others, as variables of its environment. */
final class Environments {

    private final StackSettings settings;
    private final LocalPostgres postgres;
    private final Path keyset;
    private final Path sealing;
    private final Path firstTokens;
    private final int jushuitanPort = FreePorts.next();

    Environments(StackSettings settings, LocalPostgres postgres, Path keyset, Path sealing, Path firstTokens) {
        this.settings = settings;
        this.postgres = postgres;
        this.keyset = keyset;
        this.sealing = sealing;
        this.firstTokens = firstTokens;
    }

    /** Where bi-api-jushuitan is reached, by merchants' browsers too. */
    int jushuitanPort() {
        return jushuitanPort;
    }

    Map<String, String> basic(LocalKafka kafka) {
        Map<String, String> environment = database();
        environment.put("SPRING_KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        environment.put("BI_SECRET_KEYSET", keyset.toString());
        environment.put("BI_ACCESS_FIRST_TOKENS", firstTokens.toString());
        environment.put("BI_AUTHORISATION_DOORS_JUSHUITAN", "http://127.0.0.1:" + jushuitanPort);
        environment.put("BI_PERMIT_SPEED", Double.toString(settings.speedFactor()));
        return environment;
    }

    Map<String, String> cron(URI basic, String token) {
        return Map.of("BI_BASIC_URL", basic.toString(), "BI_BASIC_TOKEN", token, "BI_HISTORY_INTERVAL", "1s");
    }

    /** What every service that loads needs. */
    Map<String, String> loader(LocalKafka kafka, StarRocksStandIn starRocks, URI basic, String token) {
        Map<String, String> environment = new HashMap<>(settings.loading());
        // Four listeners have to fit a heap of 256 MB.
        environment.putIfAbsent("BI_LOADING_ROUNDBYTES", "24MB");
        // Single loads with their labels: an order is followed by them.
        environment.put("LOGGING_LEVEL_IO_BISYNC_LOADING", "DEBUG");
        environment.put("SPRING_KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        environment.put("BI_STARROCKS_FRONTENDS", starRocks.frontend().toString());
        environment.put("BI_STARROCKS_BACKENDS", starRocks.backend().getAuthority());
        environment.put("BI_STARROCKS_DATABASE", starRocks.database());
        environment.put("BI_STARROCKS_USERNAME", starRocks.username());
        environment.put("BI_STARROCKS_PASSWORD", starRocks.password());
        environment.put("BI_BASIC_URL", basic.toString());
        environment.put("BI_BASIC_TOKEN", token);
        environment.put("BI_FRESHNESS_INTERVAL", "5s");
        environment.put("BI_PRIVACY_KEYSET", sealing.toString());
        environment.put("BI_PRIVACY_ALLOWED", String.join(",", Marks.ALLOWED));
        environment.put("SPRING_GRPC_SERVER_ADDRESS", "127.0.0.1");
        environment.put("SPRING_GRPC_SERVER_PORT", Integer.toString(FreePorts.next()));
        return environment;
    }

    /** What the service that speaks Jushuitan needs beside. */
    Map<String, String> jushuitan(URI openapi, URI authorisationPage) {
        Map<String, String> environment = new HashMap<>();
        environment.put("BI_CATALOGUE_ENTITIES", String.join(",", settings.entities()));
        environment.put("BI_SECRET_KEYSET", keyset.toString());
        environment.put("BI_OPENAPI_URL", openapi.toString());
        environment.put("BI_OPENAPI_AUTHORISATIONPAGE", authorisationPage.toString());
        environment.put("BI_OPENAPI_PAUSEAFTERMINUTELIMIT", (long) (60_000 / settings.speedFactor()) + "ms");
        environment.put("BI_PULL_SPEED", Double.toString(settings.speedFactor()));
        // A killed service is waited for that long by the one that is started in its place.
        environment.put("BI_PULL_LEASE", "10s");
        environment.put("BI_RUNS_LEASE", "10s");
        environment.put("BI_RUNS_INTERVAL", "500ms");
        environment.putAll(settings.jushuitan());
        return environment;
    }

    private Map<String, String> database() {
        Map<String, String> environment = new HashMap<>();
        environment.put("SPRING_DATASOURCE_URL", postgres.jdbcUrl("bisync"));
        environment.put("SPRING_DATASOURCE_USERNAME", postgres.user());
        environment.put("SPRING_DATASOURCE_PASSWORD", postgres.password());
        return environment;
    }
}
