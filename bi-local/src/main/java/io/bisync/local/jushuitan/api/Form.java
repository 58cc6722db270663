package io.bisync.local.jushuitan.api;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The decoded fields of a form body: the values that the signature is about. */
record Form(Map<String, String> fields) {

    static Form parse(@Nullable String contentType, byte[] body) {
        if (contentType == null || !contentType.startsWith("application/x-www-form-urlencoded")) {
            throw RefusedException.invalid("Content-Type " + contentType);
        }
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : new String(body, StandardCharsets.UTF_8).split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals <= 0) {
                throw RefusedException.invalid("form");
            }
            String name = decode(pair.substring(0, equals));
            if (fields.put(name, decode(pair.substring(equals + 1))) != null) {
                throw RefusedException.invalid(name + " 重复");
            }
        }
        return new Form(fields);
    }

    /** Demands exactly these fields besides {@code sign}, none of them empty. */
    void requireOnly(Set<String> names) {
        for (String name : names) {
            if (!fields.containsKey(name)) {
                throw RefusedException.missing(name);
            }
        }
        require("sign");
        fields.forEach((name, value) -> {
            if (!names.contains(name) && !name.equals("sign")) {
                throw RefusedException.invalid(name);
            }
            if (value.isEmpty()) {
                throw new RefusedException(130, "传输数据不能为空: " + name);
            }
        });
    }

    String require(String name) {
        String value = fields.get(name);
        if (value == null) {
            throw RefusedException.missing(name);
        }
        return value;
    }

    void requireValue(String name, String expected) {
        if (!require(name).equals(expected)) {
            throw RefusedException.invalid(name);
        }
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException undecodable) {
            throw RefusedException.invalid("form");
        }
    }
}
