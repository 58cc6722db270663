package io.bisync.basic.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.bisync.basic.http.RefusedException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A third ERP is a line of settings. */
class SourcesTests {

    private final Sources sources =
            new Sources(new AccountProperties(Map.of("acme", AccountKind.TENANT, "contoso", AccountKind.APP)));

    @Test
    void whatIsDeclaredIsASourceAndNothingElse() {
        assertThat(sources.named("acme")).isEqualTo(Source.of("acme"));
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> sources.named("leke"))
                .withMessageContaining("acme or contoso");
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> sources.named("../acme"))
                .withMessageContaining("acme or contoso");
    }

    @Test
    void anAccountIsWhatItsSourceSays() {
        assertThatNoException().isThrownBy(() -> fit("acme", "t1", null));
        assertThatNoException().isThrownBy(() -> fit("contoso", null, "key"));
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> fit("acme", null, null))
                .withMessageContaining("id is the tenant id for acme");
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> fit("contoso", "t1", "key"))
                .withMessageContaining("id is a number");
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> fit("contoso", "7", " "))
                .withMessageContaining("need appKey and appSecret for contoso");
    }

    private void fit(String source, @Nullable String id, @Nullable String credential) {
        var wanted = new NewAccount(id, Source.of(source), "A name", null, credential, credential, null, null, null);
        sources.kind(wanted.source()).requireFits(wanted);
    }
}
