package io.bisync.jushuitan.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The app is that of the vendor's worked example. */
class AuthorisationTests {

    private static final App APP = new App("5b53060f23d84ddf9703056e84fa5a2d", "e9c5ca33fecb404b8e6cdbd0ef4a6d25");

    @Test
    void theAddressIsSignedTogetherWithItsState() {
        assertThat(Authorisation.address(APP, "tenant-1", Instant.ofEpochSecond(1639128407)))
                .hasToString("https://openweb.jushuitan.com/auth?app_key=5b53060f23d84ddf9703056e84fa5a2d"
                        + "&charset=utf-8&state=tenant-1&timestamp=1639128407&sign=0b2d1a1d983944215deb00310adae4eb");
    }

    @Test
    void aSignedCallbackBringsItsCodeAndTheState() throws Exception {
        assertThat(Authorisation.callback(APP, signed(Map.of("code", "c-1", "state", "s-1"))))
                .isEqualTo(new Authorisation.Callback("c-1", "s-1"));
    }

    @ParameterizedTest
    @CsvSource({"code,c-2", "state,other", "app_key,other", "sign,05e3a51e19e0883afd1882ccd309e0b9", "sign,''", "more,x"
    })
    void aCallbackThatIsNotAsItWasSignedIsRefused(String field, String value) {
        var query = signed(Map.of("code", "c-1", "state", "s-1"));
        query.put(field, value);

        assertThatExceptionOfType(Authorisation.ForgedCallbackException.class)
                .isThrownBy(() -> Authorisation.callback(APP, query))
                .withMessageContaining("app 5b53060f23d84ddf9703056e84fa5a2d");
    }

    @Test
    void aCallbackWithoutCodeIsRefused() {
        assertThatExceptionOfType(Authorisation.ForgedCallbackException.class)
                .isThrownBy(() -> Authorisation.callback(APP, signed(Map.of("state", "s-1"))))
                .withMessageContaining("no code");
    }

    @Test
    void neitherAppNorCallbackShowTheirSecrets() {
        assertThat(APP.toString() + new Authorisation.Callback("c-1", "s-1"))
                .doesNotContain("c-1")
                .doesNotContain(APP.secret());
    }

    private static Map<String, String> signed(Map<String, String> fields) {
        var query = new HashMap<>(fields);
        query.put("app_key", APP.key());
        query.put("sign", Form.of(query).signature(APP.secret()));
        return query;
    }
}
