package io.bisync.proof.deploy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The Secrets with their keys that {@code deploy/k8s/README.md} asks for. */
final class SecretTable {

    private static final Pattern ROW = Pattern.compile("^\\| `([a-z-]+)` \\| ([^|]+) \\|", Pattern.MULTILINE);
    private static final Pattern KEY = Pattern.compile("`([^`]+)`");

    private SecretTable() {}

    static Map<String, Set<String>> read() {
        var secrets = new LinkedHashMap<String, Set<String>>();
        ROW.matcher(Checkout.text("deploy/k8s/README.md"))
                .results()
                .forEach(row -> secrets.put(row.group(1), keys(row.group(2))));
        return secrets;
    }

    private static Set<String> keys(String cell) {
        return KEY.matcher(cell)
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toSet());
    }
}
