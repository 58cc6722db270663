package io.bisync.basic.push;

import io.bisync.secret.Sha256;
import java.security.SecureRandom;
import java.util.Base64;

/** What makes an address unguessable: 256 random bits, so that their plain hash can be kept. */
record PathToken(String value) {

    private static final SecureRandom RANDOM = new SecureRandom();

    static PathToken random() {
        var bits = new byte[32];
        RANDOM.nextBytes(bits);
        return new PathToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
    }

    String sha256() {
        return Sha256.hex(value);
    }

    @Override
    public String toString() {
        return "PathToken[***]";
    }
}
