package io.bisync.proof.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** No settings file that a jar is packaged with holds a credential: whoever has the jar would have it too. */
class PackagedCredentialsTests {

    private static final Pattern SETTINGS = Pattern.compile(".*/src/main/resources/.*\\.(ya?ml|properties)");
    private static final Pattern PROPERTY = Pattern.compile("(?m)^\\s*([^#!:=\\s]+)\\s*[:=]\\s*(\\S.*)$");

    @Test
    void noPackagedSettingsFileHoldsACredential() {
        var files = Checkout.sources().stream()
                .filter(file -> SETTINGS.matcher(file.toString()).matches())
                .toList();
        assertThat(files).extracting(Checkout::name).contains("application.yml", "bisync-defaults.yml");
        var found = new ArrayList<String>();
        for (var file : files) {
            properties(file).forEach((name, value) -> {
                // A placeholder without a default says only where the value comes from.
                if (SecretNames.looksLikeOne(name.substring(name.lastIndexOf('.') + 1))
                        && !value.matches("\\$\\{[^:}]+}")) {
                    found.add(file + ": " + name);
                }
            });
        }
        assertThat(found).isEmpty();
    }

    private static Map<String, String> properties(Path file) {
        var properties = new LinkedHashMap<String, String>();
        if (Checkout.name(file).endsWith(".properties")) {
            PROPERTY.matcher(Checkout.text(file)).results().forEach(it -> properties.put(it.group(1), it.group(2)));
        } else {
            List<Node> documents = Node.readAll(file);
            documents.forEach(it -> properties.putAll(it.properties()));
        }
        properties.values().removeIf(String::isEmpty);
        return properties;
    }
}
