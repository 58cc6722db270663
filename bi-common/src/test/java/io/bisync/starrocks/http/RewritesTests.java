package io.bisync.starrocks.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RewritesTests {

    private final Rewrites rewrites =
            new Rewrites(List.of("be-0:8040=127.0.0.1:18040", "be-1:80 = elsewhere:9", "be-2:8040=https://be-2:8443"));

    @ParameterizedTest
    @CsvSource({
        "http://be-0:8040/api/x%20y?a=b%26c, http://127.0.0.1:18040/api/x%20y?a=b%26c",
        "http://BE-0:8040/api, http://127.0.0.1:18040/api",
        "http://be-1/api, http://elsewhere:9/api",
        "http://be-2:8040/api, https://be-2:8443/api",
        "http://be-0:8041/api, http://be-0:8041/api",
        "http://user@be-0:8040/api, http://user@be-0:8040/api",
        "/api, /api"
    })
    void onlyTheAddressChanges(URI named, URI used) {
        assertThat(rewrites.apply(named)).isEqualTo(used);
    }

    @ParameterizedTest
    @ValueSource(strings = {"be-0:8040", "be-0=be-1:8040", "be-0:8040=http://be-1:8040", "a:1=b:2=c:3", ""})
    void whatIsNoRewriteEndsTheStart(String wrong) {
        assertThatThrownBy(() -> new Rewrites(List.of(wrong)))
                .hasMessageContaining("be-0:8040=127.0.0.1:18040, not " + wrong);
    }

    @Test
    void noneLeaveEverythingAsItIs() {
        assertThat(new Rewrites(List.of()).apply(URI.create("http://be-0:8040/x")))
                .hasPath("/x");
    }
}
