package io.bisync.loading.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.account.Account;
import io.bisync.account.AppKind;
import io.bisync.account.Credentials;
import io.bisync.account.InMemoryControlPlane;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class UnknownAccountsTests {

    private final InMemoryControlPlane controlPlane = new InMemoryControlPlane(InstantSource.system());
    private final UnknownAccounts accounts = new UnknownAccounts(controlPlane, Map.of("topic", "leke"));

    @Test
    void anAccountThatNobodyMadeIsSaidOnceAndForgottenWhenItIsMade(CapturedOutput output) {
        make("t1");
        for (var round = 0; round < 3; round++) {
            accounts.loaded("leke", "t1");
            accounts.loaded("leke", "t99");
            accounts.loaded("leke", "");
            accounts.look();
        }
        assertThat(accounts.unknown("leke")).isEqualTo(1);
        assertThat(output.getOut().lines().filter(it -> it.contains("BI-ACCOUNT-05")))
                .singleElement()
                .asString()
                .contains("'t99'");
        make("t99");
        accounts.look();
        assertThat(accounts.unknown("leke")).isZero();
    }

    @Test
    void namesWithoutEndDoNotFillTheMemory() {
        for (var tenant = 0; tenant < 3_000; tenant++) {
            accounts.loaded("leke", "t" + tenant);
        }
        accounts.look();
        accounts.loaded("leke", "another");
        accounts.look();
        assertThat(accounts.unknown("leke")).isEqualTo(1_000);
    }

    private void make(String id) {
        controlPlane.add(new Account(id, "leke", id, AppKind.OWN, "", true, null), new Credentials("key", "secret"));
    }
}
