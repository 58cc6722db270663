package io.bisync.kafka;

import io.bisync.local.kafka.LocalKafka;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;

/** One real broker for all tests of this JVM; it ends with the JVM. */
public final class SharedKafka {

    private static @Nullable LocalKafka broker;

    private SharedKafka() {}

    /** The broker, which is started when somebody asks for it first. */
    public static synchronized LocalKafka broker() {
        if (broker == null) {
            try {
                broker = LocalKafka.start(Files.createTempDirectory("bi-kafka"));
                Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return broker;
    }
}
