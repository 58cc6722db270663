package io.bisync.starrocks.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllowedHostsTests {

    private final AllowedHosts hosts =
            new AllowedHosts(List.of(URI.create("http://fe-0:8030")), List.of("be-0:8040", "*.be.bi.svc:8040"));

    @ParameterizedTest
    @CsvSource({
        "http://fe-0:8030/api, true",
        "http://BE-0:8040/api, true",
        "http://be-0:8041/api, false",
        "http://be-0/api, false",
        "http://be-7.be.bi.svc:8040/api, true",
        "http://be.bi.svc:8040/api, false",
        "http://evilbe.bi.svc:8040/api, false",
        "http://user@be-0:8040/api, false",
        "ftp://be-0:8040/api, false",
        "/api, false"
    })
    void onlyListedHostsAndPortsAreAllowed(URI uri, boolean allowed) {
        assertThat(hosts.contain(uri)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "https://be-0:8040/api, true",
        "http://be-0:8040/api, false",
        "https://fe-0:8030/api, true",
        "http://fe-0:8030/api, false",
        "https://elsewhere:8040/api, false"
    })
    void whatBeganEncryptedStaysSo(URI uri, boolean allowed) {
        var encrypted = new AllowedHosts(List.of(URI.create("https://fe-0:8030")), List.of("be-0:8040"));

        assertThat(encrypted.contain(uri)).isEqualTo(allowed);
    }
}
