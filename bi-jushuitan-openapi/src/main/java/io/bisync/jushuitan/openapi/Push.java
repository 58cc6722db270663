package io.bisync.jushuitan.openapi;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * Signatures of messages that Jushuitan pushes. Those of the older style are made with a key that everybody knows, so they say
 * nothing about who sent a message: it is a hint to read something again, and never what is written anywhere.
 */
public final class Push {

    private static final String KEY = "erp";
    private static final Set<String> UNSIGNED = Set.of("sign", "method", "partnerid", "partnerkey");

    private Push() {}

    /**
     * The older style, with {@code method}, {@code partnerid}, {@code ts} and {@code sign} in the query. Sources disagree on the order
     * of the other parameters, sorted or as they came: either is taken.
     *
     * @param query all parameters of the query in the order in which they came, decoded
     */
    public static boolean isSigned(SequencedMap<String, String> query) {
        var sign = query.get("sign");
        if (sign == null) {
            return false;
        }
        var others = new LinkedHashMap<>(query);
        others.keySet().removeAll(UNSIGNED);
        return Authorisation.isSame(sign, signature(query, new TreeMap<>(others)))
                || Authorisation.isSame(sign, signature(query, others));
    }

    /**
     * The newer style, a form with {@code biz}, {@code timestamp} and {@code sign}. No source shows its rule; that of calls is
     * taken for it.
     *
     * @param form all fields of the form, decoded
     */
    public static boolean isSigned(App app, Map<String, String> form) {
        var fields = new TreeMap<>(form);
        var sign = fields.remove("sign");
        fields.values().removeIf(String::isEmpty);
        return sign != null && Authorisation.isSame(sign, Form.of(fields).signature(app.secret()));
    }

    private static String signature(Map<String, String> query, Map<String, String> others) {
        var text = new StringBuilder();
        text.append(query.getOrDefault("method", "")).append(query.getOrDefault("partnerid", ""));
        others.forEach((name, value) -> text.append(name).append(value));
        return Form.md5(text.append(KEY).toString());
    }
}
