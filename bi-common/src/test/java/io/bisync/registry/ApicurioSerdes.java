package io.bisync.registry;

import io.bisync.local.process.Checkout;
import io.bisync.local.registry.LocalRegistry;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/** The serdes of the registry's makers, on a class path of their own: what they share with us is Kafka, Avro and Protobuf. */
final class ApicurioSerdes {

    private static final List<String> SHARED =
            List.of("org.apache.kafka.", "org.apache.avro.", "com.google.protobuf.", "org.slf4j.", "io.bisync.");

    /** Stays open: their client has a hook that runs when the process ends. */
    private final URLClassLoader classes;

    private final Map<String, Object> settings;

    ApicurioSerdes(LocalRegistry registry) throws IOException {
        try (var jars = Files.list(Checkout.root().resolve("bi-local/registry/target/serdes"))) {
            classes = new Theirs(jars.map(ApicurioSerdes::url).toArray(URL[]::new));
        }
        // As Confluent's format has it: no header, four bytes of id, the place of a message and no name of it.
        settings = new HashMap<>(Map.of(
                "apicurio.registry.url", registry.own().toString(),
                "apicurio.registry.auto-register", "true",
                "apicurio.registry.headers.enabled", "false",
                "apicurio.registry.serde.send-indexes", "true",
                "apicurio.registry.serde.send-type-ref", "false",
                "apicurio.registry.serde.read-indexes", "true",
                "apicurio.registry.serde.read-type-ref", "false"));
    }

    @SuppressWarnings("unchecked") // of what the test says
    <T> Serializer<T> serializer(String name) {
        var serializer = (Serializer<T>) make(name + "KafkaSerializer");
        serializer.configure(settings, false);
        return serializer;
    }

    @SuppressWarnings("unchecked") // of what the test says
    <T> Deserializer<T> deserializer(String name, String... more) {
        var deserializer = (Deserializer<T>) make(name + "KafkaDeserializer");
        var all = new HashMap<>(settings);
        for (var i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        deserializer.configure(all, false);
        return deserializer;
    }

    private Object make(String name) {
        var before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(classes);
        try {
            return classes.loadClass("io.apicurio.registry.serde." + name)
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Theirs extends URLClassLoader {

        Theirs(URL[] jars) {
            super(jars, ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (SHARED.stream().anyMatch(name::startsWith)) {
                try {
                    return ApicurioSerdes.class.getClassLoader().loadClass(name);
                } catch (ClassNotFoundException theirsAlone) {
                    return super.findClass(name);
                }
            }
            return super.findClass(name);
        }
    }
}
