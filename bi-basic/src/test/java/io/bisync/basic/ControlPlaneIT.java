package io.bisync.basic;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.account.AppKind;
import io.bisync.account.ControlPlane;
import io.bisync.account.ControlPlaneContract;
import io.bisync.account.Cursor;
import io.bisync.account.MovableClock;
import io.bisync.account.PushDoor;
import io.bisync.account.rest.ControlPlaneAutoConfiguration;
import io.bisync.secret.SecretAutoConfiguration;
import io.bisync.secret.Sha256;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** The client of bi-common against the running service, under the contract that the in-memory one keeps too. */
class ControlPlaneIT extends ControlPlaneContract {

    private static final BasicServer SERVER = BasicServer.shared();
    private static final AnnotationConfigApplicationContext CLIENT = new AnnotationConfigApplicationContext();

    @BeforeAll
    static void connect() {
        TestPropertyValues.of(
                        "bi.basic.url=" + SERVER.address(),
                        "bi.basic.token=" + SERVER.administrator().makeToken("SERVICE"),
                        "bi.secret.keyset=" + BasicServer.keyset())
                .applyTo(CLIENT);
        // The accounts of these tests share one app and are not to disturb each other.
        assertThat(SERVER.administrator()
                        .put("/api/apps/jushuitan/key", "{\"countedBy\":\"ACCOUNT\"}")
                        .status())
                .isEqualTo(200);
        CLIENT.register(SecretAutoConfiguration.class, ControlPlaneAutoConfiguration.class);
        CLIENT.refresh();
    }

    @AfterEach
    void theClientKeepsToTheContract() {
        Exchanges.check();
    }

    @AfterAll
    static void disconnect() {
        CLIENT.close();
    }

    @Test
    void servicesReadAddressesForPushesByTheirHashesAndHearWhenTheyEnd() {
        var account = addAccount(AppKind.OWN);
        var made = SERVER.administrator().post("/api/accounts/%s/push-addresses".formatted(account), "");
        var hash = Sha256.hex(made.json().path("path").asString().substring("/push/".length()));
        assertThat(controlPlane().pushDoors("jushuitan")).contains(new PushDoor(hash, account, null, null));

        SERVER.administrator()
                .post("/api/push-addresses/%s/rotate".formatted(made.json().path("id")), "{}");
        assertThat(controlPlane().pushDoors("jushuitan"))
                .contains(new PushDoor(hash, account, null, clock().instant().plus(Duration.ofDays(1))));
    }

    @Test
    void whoseSomethingIsSaysWhatIsKeptOfAccounts() {
        var account = addAccount(AppKind.OWN);
        controlPlane().adoptCompany(account, "company of " + account);

        assertThat(controlPlane().accountsWith("jushuitan", "company", "company of " + account))
                .containsExactly(account);
        assertThat(controlPlane().accountsWith("leke", "company", "company of " + account))
                .isEmpty();
    }

    @Override
    protected ControlPlane controlPlane() {
        return CLIENT.getBean(ControlPlane.class);
    }

    @Override
    protected MovableClock clock() {
        return SERVER.clock();
    }

    @Override
    protected String addAccount(AppKind kind) {
        var added = SERVER.administrator().post("/api/accounts", """
            {"source":"jushuitan","name":"An account","appKind":"%s","appKey":"key","appSecret":"secret","duplicate":true}\
            """.formatted(kind));
        assertThat(added.status()).isEqualTo(201);
        return added.json().path("id").asString();
    }

    @Override
    protected String openAuthorisation(String account) {
        return SERVER.administrator().openAuthorisation(account);
    }

    @Override
    protected void setCursor(String account, String entity, Cursor to) {
        assertThat(SERVER.administrator()
                        .put(
                                "/api/accounts/%s/cursors/%s".formatted(account, entity),
                                "{\"value\":\"%s\"}".formatted(to.value()))
                        .status())
                .isEqualTo(204);
    }

    @Override
    protected void lift(String account) {
        assertThat(SERVER.administrator()
                        .delete("/api/holds/jushuitan/" + account)
                        .status())
                .isEqualTo(204);
    }

    @Override
    protected void pause(String account, String entity) {
        assertThat(SERVER.administrator()
                        .post(
                                "/api/accounts/%s/entities/%s/pause".formatted(account, entity),
                                "{\"reason\":\"a test\"}")
                        .status())
                .isEqualTo(200);
    }

    @Override
    protected void resume(String account, String entity) {
        assertThat(SERVER.administrator()
                        .post("/api/accounts/%s/entities/%s/resume".formatted(account, entity), "")
                        .status())
                .isEqualTo(204);
    }

    @Override
    protected void disable(String account) {
        assertThat(SERVER.administrator().disable("/api/accounts/" + account).status())
                .isEqualTo(200);
    }
}
