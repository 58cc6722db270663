package io.bisync.tls;

import java.security.UnrecoverableKeyException;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/** Names the settings of the keystores where one does not open: the JDK says that a password is wrong, and not which. */
final class UnusableKeystoreFailureAnalyzer extends AbstractFailureAnalyzer<UnrecoverableKeyException> {

    private static final String BUNDLES = "spring.ssl.bundle.jks";

    private final Environment environment;

    UnusableKeystoreFailureAnalyzer(Environment environment) {
        this.environment = environment;
    }

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, UnrecoverableKeyException cause) {
        var settings = Binder.get(environment)
                .bind(BUNDLES, Bindable.mapOf(String.class, Object.class))
                .orElse(Map.of())
                .keySet()
                .stream()
                .sorted()
                .flatMap(name -> Stream.of("keystore", "truststore")
                        .map(store -> BUNDLES + "." + name + "." + store)
                        .filter(store -> environment.containsProperty(store + ".location"))
                        .map(store -> "%n    %s.password, for %s"
                                .formatted(store, environment.getProperty(store + ".location"))))
                .collect(Collectors.joining());
        return new FailureAnalysis(
                "A keystore does not open: its password is wrong, or its key has another one.",
                "Correct the password of the one that it is (a key's own is <bundle>.key.password):" + settings,
                cause);
    }
}
