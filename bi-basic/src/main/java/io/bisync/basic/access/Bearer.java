package io.bisync.basic.access;

import io.bisync.secret.Sha256;
import java.security.SecureRandom;
import java.util.Base64;

/** The value of an API token: 256 random bits, so that its plain hash can be kept. */
record Bearer(String value) {

    private static final SecureRandom RANDOM = new SecureRandom();

    static Bearer random() {
        var bits = new byte[32];
        RANDOM.nextBytes(bits);
        return new Bearer("bi_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
    }

    String sha256() {
        return Sha256.hex(value);
    }

    @Override
    public String toString() {
        return "Bearer[***]";
    }
}
