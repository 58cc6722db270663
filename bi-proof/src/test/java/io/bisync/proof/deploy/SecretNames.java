package io.bisync.proof.deploy;

import java.util.regex.Pattern;

/** Names whose values nobody but their owner should read. */
final class SecretNames {

    private static final Pattern SECRET = Pattern.compile(
            "PASSWORD|PWD|TOKEN|SECRET|CREDENTIAL|(APP|API|ACCESS|PRIVATE)_?KEY", Pattern.CASE_INSENSITIVE);

    private SecretNames() {}

    static boolean looksLikeOne(String name) {
        return SECRET.matcher(name).find();
    }
}
