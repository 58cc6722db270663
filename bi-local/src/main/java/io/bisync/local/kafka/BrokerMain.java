package io.bisync.local.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * Runs inside the broker's JVM, on the broker's class path: formats the log folder once, then starts the broker.
 * Nothing else of this module is loaded there.
 */
final class BrokerMain {

    private BrokerMain() {}

    /** Called with the path of {@code server.properties}. */
    public static void main(String[] arguments) throws Exception {
        Properties settings = read(Path.of(arguments[0]));
        String logs = settings.getProperty("log.dirs");
        if (!Files.exists(Path.of(logs, "meta.properties"))) {
            new Formatter()
                    .setNodeId(Integer.parseInt(settings.getProperty("node.id")))
                    .setClusterId(Uuid.randomUuid().toString())
                    .setControllerListenerName(settings.getProperty("controller.listener.names"))
                    .addDirectory(logs)
                    .setMetadataLogDirectory(logs)
                    .run();
        }
        kafka.Kafka.main(arguments);
    }

    private static Properties read(Path file) throws IOException {
        var settings = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            settings.load(reader);
        }
        return settings;
    }
}
