package io.bisync.basic.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** The value of an API token: 256 random bits, so that its plain hash can be kept. */
record Bearer(String value) {

    private static final SecureRandom RANDOM = new SecureRandom();

    static Bearer random() {
        var bits = new byte[32];
        RANDOM.nextBytes(bits);
        return new Bearer("bi_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
    }

    String sha256() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(value.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "Bearer[***]";
    }
}
