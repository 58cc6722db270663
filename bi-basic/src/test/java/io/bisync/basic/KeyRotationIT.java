package io.bisync.basic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.bisync.account.SealedColumns;
import io.bisync.secret.Secrets;
import io.bisync.secret.UnsealException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The keyset of a running suite gets another key, file by file, while services read what it seals. */
class KeyRotationIT {

    private static final BasicServer SERVER = BasicServer.shared();

    private final Caller administrator = SERVER.administrator();
    private final Caller service = SERVER.caller("SERVICE");
    private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger reads = new AtomicInteger();

    @Test
    void whileTheKeyChangesEveryReadOpensAndAfterwardsTheOldKeyOpensNothing(@TempDir Path folder) throws Exception {
        var accounts = List.of(account(), account(), account());
        var before = sealed(accounts.getFirst());
        var secrets = Secrets.open(BasicServer.keyset());
        var readers = new ArrayList<Thread>();
        for (var account : accounts) {
            readers.add(Thread.ofVirtual().start(() -> read(account, secrets)));
        }
        try {
            mount("add", folder);
            someReads();
            assertThat(seal().path("sealed").asInt())
                    .as("a key that was only added seals nothing")
                    .isZero();
            mount("promote", folder);
            someReads();
            // As if the work had ended after its first value.
            administrator.change("/api/accounts/" + accounts.getFirst(), "{\"appSecret\":\"another\"}");
            someReads();
            assertThat(seal().path("sealed").asInt()).isGreaterThanOrEqualTo(2);
            assertThat(seal().path("sealed").asInt()).isZero();
            someReads();
            mount("drop", folder);
            someReads();
        } finally {
            readers.forEach(Thread::interrupt);
        }

        assertThat(failures).isEmpty();
        assertThatExceptionOfType(UnsealException.class)
                .isThrownBy(() -> secrets.unseal(SealedColumns.appSecret(accounts.getFirst()), before));
        assertThat(secrets.unseal(SealedColumns.appSecret(accounts.get(1)), sealed(accounts.get(1))))
                .isEqualTo("a secret");
        assertThat(seal().path("unreadable").asInt()).isZero();
    }

    /** The next file in the place of the one before, as a changed Secret is mounted. */
    private static void mount(String step, Path folder) throws IOException {
        var next = folder.resolve(step + ".json");
        BasicApplication.main(new String[] {"keyset", step, BasicServer.keyset().toString(), next.toString()});
        Files.move(next, BasicServer.keyset(), StandardCopyOption.REPLACE_EXISTING);
    }

    private void read(String account, Secrets secrets) {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                assertThat(secrets.unseal(SealedColumns.appSecret(account), sealed(account)))
                        .isIn("a secret", "another");
                reads.incrementAndGet();
            } catch (RuntimeException | AssertionError failure) {
                if (!Thread.currentThread().isInterrupted()) {
                    failures.add(failure);
                }
            }
        }
    }

    /** What was answered before has been opened by now. */
    private void someReads() {
        var from = reads.get();
        Awaitility.await().until(() -> !failures.isEmpty() || reads.get() >= from + 12);
    }

    private JsonNode seal() {
        return administrator.post("/api/secrets/seal", "").json();
    }

    private String sealed(String account) {
        return service.get("/api/accounts/%s/credentials".formatted(account))
                .json()
                .path("appSecret")
                .asString();
    }

    private String account() {
        return administrator.post("/api/accounts", """
            {"source":"jushuitan","name":"Sealed","appKey":"rotation","appSecret":"a secret","duplicate":true}\
            """).json().path("id").asString();
    }
}
