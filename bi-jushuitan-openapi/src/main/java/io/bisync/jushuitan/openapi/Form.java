package io.bisync.jushuitan.openapi;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The fields of one call, sorted as the signature wants them.
 * No field is ever empty: public clients disagree on whether an empty one is signed.
 */
final class Form {

    private final SortedMap<String, String> fields;

    private Form(SortedMap<String, String> fields) {
        this.fields = fields;
    }

    static Form of(Map<String, String> fields) {
        fields.forEach((name, value) -> {
            if (value.isEmpty() || name.equals("sign")) {
                throw new IllegalArgumentException("Field '%s' must not be empty or signed already".formatted(name));
            }
        });
        return new Form(Collections.unmodifiableSortedMap(new TreeMap<>(fields)));
    }

    /** MD5 over the secret and every key and value in the order of the keys, values exactly as they are sent. */
    String signature(String secret) {
        StringBuilder text = new StringBuilder(secret);
        fields.forEach((name, value) -> text.append(name).append(value));
        return md5(text.toString());
    }

    static String md5(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("Every Java platform has MD5", absent);
        }
    }

    /** The body to post: every field and the signature, encoded once. */
    byte[] signed(String secret) {
        String body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&", "", "&sign=" + signature(secret)));
        return body.getBytes(StandardCharsets.US_ASCII);
    }

    /** Names only: the values hold tokens and ids. */
    @Override
    public String toString() {
        return "Form" + fields.keySet();
    }
}
