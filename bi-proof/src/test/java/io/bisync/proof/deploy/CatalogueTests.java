package io.bisync.proof.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every remedy of {@code docs/errors.md} is something that a reader can do with the suite as it is. */
class CatalogueTests {

    private static final String CATALOGUE = "docs/errors.md";
    private static final Pattern VERB = Pattern.compile("\\./bi ([a-z]+)");
    private static final Pattern CALL = Pattern.compile("`(GET|PUT|POST|PATCH|DELETE) (?:…)?(/[^` ]*)`");
    private static final Pattern PROPERTY = Pattern.compile("`(bi\\.[a-z.-]+)[^`]*`");
    private static final Pattern ENDPOINT = Pattern.compile("/actuator/([a-z]+)");
    private static final Pattern FILE = Pattern.compile("`(deploy/[a-z/.-]+)`");
    private static final Pattern MAPPING = Pattern.compile(
            "(Get|Put|Post|Patch|Delete)?(?:Request)?(?:Mapping|Exchange)(?:\\(\\s*(?:path = )?\"([^\"]*)\")?");
    private static final Pattern ANY = Pattern.compile("\\{[^}]*}");

    @Test
    void everyVerbIsOneOfTheScripts() {
        var usage = Checkout.text("bi");
        assertThat(found(VERB, CATALOGUE))
                .isNotEmpty()
                .allSatisfy(verb -> assertThat(usage).contains("\n  " + verb + " "));
    }

    @Test
    void everyAddressIsOneOfTheControlPlanes() {
        var served = new TreeSet<String>();
        Checkout.sources().stream()
                .filter(file -> file.toString()
                        .matches(".*/(bi-basic/src/main/java|bi-common/src/main/java/io/bisync/account/api)/.*"))
                .map(Checkout::text)
                .filter(text -> text.contains("@RestController") || text.contains("Exchange("))
                .forEach(text -> {
                    var prefix = "";
                    for (var mapping : MAPPING.matcher(text.substring(Math.max(0, text.indexOf("@RestController"))))
                            .results()
                            .toList()) {
                        var path = mapping.group(2) == null ? "" : mapping.group(2);
                        if (mapping.group(1) == null) {
                            prefix = path;
                        } else {
                            served.add(mapping.group(1).toUpperCase(Locale.ROOT) + " "
                                    + ANY.matcher(prefix + path).replaceAll("{}"));
                        }
                    }
                });
        var asked = new ArrayList<String>();
        CALL.matcher(Checkout.text(CATALOGUE))
                .results()
                .forEach(call -> asked.add(
                        call.group(1) + " " + ANY.matcher(call.group(2)).replaceAll("{}")));
        assertThat(asked)
                .isNotEmpty()
                .allSatisfy(call -> assertThat(served)
                        .anyMatch(it -> it.startsWith(call.substring(0, call.indexOf(' ')))
                                && it.endsWith(call.substring(call.indexOf(' ') + 1))));
    }

    @Test
    void everySettingAndMeterExists() {
        var known = new StringBuilder(Checkout.text("docs/settings.md"));
        Checkout.sources().stream()
                .filter(file -> file.toString().contains("/src/main/"))
                .map(Checkout::text)
                .forEach(known::append);
        assertThat(found(PROPERTY, CATALOGUE))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(known).contains(name));
    }

    @Test
    void everyEndpointExists() {
        var known = new TreeSet<>(List.of("health", "info", "prometheus"));
        Checkout.sources().stream()
                .filter(file -> file.toString().contains("/src/main/java/"))
                .map(Checkout::text)
                .forEach(text -> Pattern.compile("@Endpoint\\(id = \"([a-z]+)\"")
                        .matcher(text)
                        .results()
                        .forEach(it -> known.add(it.group(1))));
        assertThat(known).containsAll(found(ENDPOINT, CATALOGUE));
    }

    @Test
    void everyFileExists() {
        assertThat(found(FILE, CATALOGUE))
                .isNotEmpty()
                .allSatisfy(file -> assertThat(Checkout.path(file)).exists());
    }

    private static Set<String> found(Pattern pattern, String file) {
        var found = new TreeSet<String>();
        pattern.matcher(Checkout.text(file)).results().forEach(it -> found.add(it.group(1)));
        return found;
    }
}
