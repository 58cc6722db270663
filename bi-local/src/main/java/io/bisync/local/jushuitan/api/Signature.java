package io.bisync.local.jushuitan.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** The vendor's signature: MD5 of the secret and then every field's name and value, sorted by name. */
public final class Signature {

    private Signature() {}

    /** The signature over these fields as they were received; a field named {@code sign} takes no part. */
    public static String of(String secret, Map<String, String> fields) {
        StringBuilder text = new StringBuilder(secret);
        new TreeMap<>(fields).forEach((name, value) -> {
            if (!name.equals("sign")) {
                text.append(name).append(value);
            }
        });
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            return HexFormat.of().formatHex(md5.digest(text.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JDK has MD5", impossible);
        }
    }

    static boolean matches(String secret, Map<String, String> fields) {
        String given = fields.getOrDefault("sign", "");
        return MessageDigest.isEqual(
                of(secret, fields).getBytes(StandardCharsets.US_ASCII), given.getBytes(StandardCharsets.UTF_8));
    }
}
