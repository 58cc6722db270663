package io.bisync.jushuitan.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PushTests {

    private static final App APP = new App("app", "secret");

    @Test
    void thePublishedMessageOfTheOlderStyleIsSigned() {
        assertThat(Push.isSigned(cancelled("6be7466d0b6a89b9c12cf04a2a1e356c"))).isTrue();
    }

    @Test
    void theOtherParametersMayBeSortedOrAsTheyCame() {
        var query = new LinkedHashMap<String, String>();
        query.put("method", "m");
        query.put("partnerid", "erp");
        query.put("ts", "1");
        query.put("a", "2");
        query.put("sign", Form.md5("merpts1a2erp"));
        assertThat(Push.isSigned(query)).isTrue();

        query.put("sign", Form.md5("merpa2ts1erp"));
        assertThat(Push.isSigned(query)).isTrue();

        query.put("sign", Form.md5("a2merpts1erp"));
        assertThat(Push.isSigned(query)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"method,other", "ts,1547048797", "type,other", "sign,00000000000000000000000000000000"})
    void aChangedMessageIsNot(String field, String value) {
        var query = cancelled("6be7466d0b6a89b9c12cf04a2a1e356c");
        query.put(field, value);

        assertThat(Push.isSigned(query)).isFalse();
    }

    @Test
    void aMessageWithoutSignatureIsNot() {
        var query = cancelled("");
        query.remove("sign");

        assertThat(Push.isSigned(query)).isFalse();
        assertThat(Push.isSigned(APP, query)).isFalse();
    }

    @Test
    void theNewerStyleIsSignedAsCallsAre() {
        var form = new TreeMap<String, String>();
        form.put("biz", "{\"skuId\":\"1\"}");
        form.put("timestamp", "1639128407");
        form.put("sign", Form.of(form).signature("secret"));
        assertThat(Push.isSigned(APP, form)).isTrue();

        form.put("biz", "{\"skuId\":\"2\"}");
        assertThat(Push.isSigned(APP, form)).isFalse();
    }

    private static SequencedMap<String, String> cancelled(String sign) {
        var query = new LinkedHashMap<String, String>();
        query.put("method", "cancel.order");
        query.put("partnerid", "erp");
        query.put("ts", "1547048796");
        query.put("type", "cancelOrder");
        query.put("sign", sign);
        return query;
    }
}
