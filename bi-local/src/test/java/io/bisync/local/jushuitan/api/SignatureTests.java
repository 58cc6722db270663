package io.bisync.local.jushuitan.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** The vendor's own worked example (its key and secret are published by the vendor) and what public clients get wrong. */
class SignatureTests {

    private static final String SECRET = "e9c5ca33fecb404b8e6cdbd0ef4a6d25";
    private static final Map<String, String> V1 = Map.of(
            "app_key", "5b53060f23d84ddf9703056e84fa5a2d",
            "timestamp", "1639128407",
            "grant_type", "authorization_code",
            "charset", "utf-8",
            "code", "123456");

    @Test
    void signsTheTokenCall() {
        assertThat(Signature.of(SECRET, V1)).isEqualTo("05e3a51e19e0883afd1882ccd309e0b9");
    }

    @Test
    void signsTheBusinessCallWithChinese() {
        assertThat(Signature.of(SECRET, business("{\"page_index\":\"1\",\"page_size\":\"100\",\"nicks\":[\"老板\"]}")))
                .isEqualTo("395f5a78b446be465ac03a02491296c7");
    }

    @Test
    void signsShortFields() {
        assertThat(Signature.of("secret", Map.of("timestamp", "100", "app_key", "app", "charset", "utf-8")))
                .isEqualTo("706427ca94e342781ac36d501151cb10");
    }

    @Test
    void signsTheRefresh() {
        Map<String, String> fields = new HashMap<>(V1);
        fields.remove("code");
        fields.put("grant_type", "refresh_token");
        fields.put("refresh_token", "d7b01bf0842a4742a9450e21ffd95f60");
        fields.put("scope", "all");
        assertThat(Signature.of(SECRET, fields)).isEqualTo("1ee167131e8fa45eb20e75b73813b161");
    }

    @Test
    void signsAnEmptyQuestion() {
        assertThat(Signature.of(SECRET, business("{}"))).isEqualTo("f6a28c76d074aed597f228d14045df52");
    }

    @Test
    void theSignItselfTakesNoPart() {
        assertThat(matches("05e3a51e19e0883afd1882ccd309e0b9")).isTrue();
    }

    @Test
    void refusesTheSecretAtBothEnds() throws GeneralSecurityException {
        assertThat(matches(digest("MD5", SECRET + text() + SECRET))).isFalse();
    }

    @Test
    void refusesTheSecretAtTheEnd() throws GeneralSecurityException {
        assertThat(matches(digest("MD5", text() + SECRET))).isFalse();
    }

    @Test
    void refusesUpperCase() {
        assertThat(matches(Signature.of(SECRET, V1).toUpperCase(Locale.ROOT))).isFalse();
    }

    @Test
    void refusesSha1() throws GeneralSecurityException {
        assertThat(matches(digest("SHA-1", SECRET + text()))).isFalse();
    }

    @Test
    void refusesHmac() throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacMD5");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacMD5"));
        assertThat(matches(HexFormat.of().formatHex(mac.doFinal(text().getBytes(StandardCharsets.UTF_8)))))
                .isFalse();
    }

    private static boolean matches(String sign) {
        Map<String, String> fields = new HashMap<>(V1);
        fields.put("sign", sign);
        return Signature.matches(SECRET, fields);
    }

    private static String text() {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(V1).forEach((name, value) -> text.append(name).append(value));
        return text.toString();
    }

    private static String digest(String algorithm, String text) throws GeneralSecurityException {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static Map<String, String> business(String biz) {
        return Map.of(
                "app_key", "5b53060f23d84ddf9703056e84fa5a2d",
                "access_token", "d7b01bf0842a4742a9450e21ffd95f60",
                "timestamp", "1639128407",
                "version", "2",
                "charset", "utf-8",
                "biz", biz);
    }
}
