package io.bisync.operations;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

class NacosAddressTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1:8848",
                "localhost",
                "nacos:8848",
                "nacos-0.nacos.ops.svc:8848, nacos-1.nacos.ops.svc:8848",
                "http://nacos:8848/nacos",
                "[::1]:8848"
            })
    void nearbyItMaySpeakInClear(String address) {
        assertThatCode(() -> NacosAddress.check(at(address))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.7:8848", "nacos.example.com:8848", "nacos:8848,nacos.example.com"})
    void furtherItNeedsTlsOrAWord(String address) {
        assertThatThrownBy(() -> NacosAddress.check(at(address)))
                .hasMessageContaining(NacosRules.SERVER)
                .extracting("reason")
                .asString()
                .contains("bi.allow-plain-http=true", "TLS");

        assertThatCode(() -> NacosAddress.check(at(address).withProperty("bi.allow-plain-http", "true")))
                .doesNotThrowAnyException();
        System.setProperty(PackagedDefaults.NACOS_TLS, "true");
        try {
            assertThatCode(() -> NacosAddress.check(at(address))).doesNotThrowAnyException();
        } finally {
            System.clearProperty(PackagedDefaults.NACOS_TLS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nacos:port", "ftp://nacos:8848", "a b", ",nacos"})
    void whatIsNoAddressIsSaid(String address) {
        assertThatThrownBy(() -> NacosAddress.check(at(address)))
                .extracting("reason")
                .asString()
                .contains("is not host:port");
    }

    @Test
    void withoutNacosNothingIsAsked() {
        assertThatCode(() -> NacosAddress.check(new MockEnvironment())).doesNotThrowAnyException();
    }

    private static MockEnvironment at(String address) {
        return new MockEnvironment().withProperty(NacosRules.SERVER, address);
    }
}
