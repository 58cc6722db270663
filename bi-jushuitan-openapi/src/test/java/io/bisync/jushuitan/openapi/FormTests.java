package io.bisync.jushuitan.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The vectors are the vendor's own worked examples and values computed from its rule; none is a real credential. */
class FormTests {

    private static final String SECRET = "e9c5ca33fecb404b8e6cdbd0ef4a6d25";
    private static final Map<String, String> APP =
            Map.of("app_key", "5b53060f23d84ddf9703056e84fa5a2d", "timestamp", "1639128407", "charset", "utf-8");
    private static final Map<String, String> BUSINESS =
            and(APP, Map.of("access_token", "d7b01bf0842a4742a9450e21ffd95f60", "version", "2"));
    private static final String TOKEN_CALL_SIGNATURE = "05e3a51e19e0883afd1882ccd309e0b9";

    @Test
    void signsTheVendorsTokenCall() {
        assertThat(tokenCall().signature(SECRET)).isEqualTo(TOKEN_CALL_SIGNATURE);
    }

    @Test
    void signsTheVendorsBusinessCallWithChineseText() {
        Form form = Form.of(and(BUSINESS, Map.of("biz", """
            {"page_index":"1","page_size":"100","nicks":["老板"]}\
            """)));

        assertThat(form.signature(SECRET)).isEqualTo("395f5a78b446be465ac03a02491296c7");
    }

    @Test
    void signsThreePlainFields() {
        Form form = Form.of(Map.of("timestamp", "100", "app_key", "app", "charset", "utf-8"));

        assertThat(form.signature("secret")).isEqualTo("706427ca94e342781ac36d501151cb10");
    }

    @Test
    void signsAuthorisationAddresses() {
        assertThat(Form.of(APP).signature(SECRET)).isEqualTo("d58d464a00ce405b0a320e68807c90ae");
        assertThat(Form.of(and(APP, Map.of("state", "tenant-1"))).signature(SECRET))
                .isEqualTo("0b2d1a1d983944215deb00310adae4eb");
    }

    @Test
    void signsARefresh() {
        Form form = Form.of(and(
                APP,
                Map.of(
                        "grant_type",
                        "refresh_token",
                        "refresh_token",
                        "d7b01bf0842a4742a9450e21ffd95f60",
                        "scope",
                        "all")));

        assertThat(form.signature(SECRET)).isEqualTo("1ee167131e8fa45eb20e75b73813b161");
    }

    @Test
    void signsAnEmptyBusinessObject() {
        assertThat(Form.of(and(BUSINESS, Map.of("biz", "{}"))).signature(SECRET))
                .isEqualTo("f6a28c76d074aed597f228d14045df52");
    }

    @Test
    void wrongVariantsFromPublicCodeGiveOtherSignatures() throws NoSuchAlgorithmException {
        String fields = "app_key5b53060f23d84ddf9703056e84fa5a2dcharsetutf-8code123456"
                + "grant_typeauthorization_codetimestamp1639128407";

        assertThat(tokenCall().signature(SECRET))
                .isEqualTo(digest("MD5", SECRET + fields))
                .isNotEqualTo(digest("MD5", SECRET + fields + SECRET))
                .isNotEqualTo(digest("MD5", fields + SECRET))
                .isNotEqualTo(digest("SHA-1", SECRET + fields))
                .isLowerCase();
    }

    @ParameterizedTest
    @ValueSource(strings = {"+", "%41", "a&b=c", "老板", "\"\\/ \""})
    void whatIsSentDecodesToWhatWasSigned(String value) {
        String body = new String(Form.of(Map.of("biz", value)).signed(SECRET), StandardCharsets.US_ASCII);

        String[] fields = body.split("&", -1);
        assertThat(fields).hasSize(2);
        assertThat(URLDecoder.decode(fields[0].substring("biz=".length()), StandardCharsets.UTF_8))
                .isEqualTo(value);
        assertThat(fields[1]).isEqualTo("sign=" + Form.of(Map.of("biz", value)).signature(SECRET));
    }

    @Test
    void refusesAnEmptyField() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Form.of(Map.of("state", "")))
                .withMessageContaining("state");
    }

    @Test
    void showsNoValue() {
        assertThat(tokenCall()).hasToString("Form[app_key, charset, code, grant_type, timestamp]");
    }

    private static Form tokenCall() {
        return Form.of(and(APP, Map.of("grant_type", "authorization_code", "code", "123456")));
    }

    private static Map<String, String> and(Map<String, String> some, Map<String, String> more) {
        Map<String, String> all = new HashMap<>(some);
        all.putAll(more);
        return all;
    }

    private static String digest(String algorithm, String text) throws NoSuchAlgorithmException {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
