package io.bisync.loading.partition;

import io.bisync.local.kafka.LocalKafka;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The broker of the local stack. */
class LocalBrokerIT extends BrokerContract {

    private static LocalKafka kafka;

    @BeforeAll
    static void start(@TempDir Path data) {
        kafka = LocalKafka.start(data);
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Override
    String bootstrapServers() {
        return kafka.bootstrapServers();
    }
}
