package io.bisync.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTests {

    private static final SecretPlace PLACE = new SecretPlace("account", "7", "app_secret");

    @TempDir
    private Path folder = Path.of("");

    private Path keyset = Path.of("");

    @BeforeEach
    void createKeyset() {
        keyset = folder.resolve("keyset.json");
        Secrets.create(keyset);
    }

    @Test
    void whatWasSealedOpensAtItsPlaceInAnyProcessWithTheKeyset() {
        var sealed = Secrets.open(keyset).seal(PLACE, "hush 秘密");

        assertThat(sealed).doesNotContain("hush");
        assertThat(Secrets.open(keyset).unseal(PLACE, sealed)).isEqualTo("hush 秘密");
        assertThat(Secrets.open(keyset).seal(PLACE, "hush 秘密")).isNotEqualTo(sealed);
    }

    @Test
    void whatWasSealedOpensAtNoOtherPlace() {
        var secrets = Secrets.open(keyset);
        var sealed = secrets.seal(PLACE, "hush");

        for (var other : new SecretPlace[] {
            new SecretPlace("token", "7", "app_secret"),
            new SecretPlace("account", "8", "app_secret"),
            new SecretPlace("account", "7", "access_token")
        }) {
            assertThatExceptionOfType(UnsealException.class)
                    .isThrownBy(() -> secrets.unseal(other, sealed))
                    .withMessageContaining("BI-SECRET-03")
                    .withMessageNotContaining(sealed);
        }
    }

    @Test
    void anotherKeysetOpensNothing() {
        var other = folder.resolve("other.json");
        Secrets.create(other);
        var sealed = Secrets.open(keyset).seal(PLACE, "hush");

        assertThatExceptionOfType(UnsealException.class)
                .isThrownBy(() -> Secrets.open(other).unseal(PLACE, sealed));
        assertThatExceptionOfType(UnsealException.class)
                .isThrownBy(() -> Secrets.open(keyset).unseal(PLACE, "no base 64!"));
    }

    @Test
    void aKeysetIsForItsOwnerAndNeverOverwritten() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keyset)))
                .isEqualTo("rw-------");
        assertThatExceptionOfType(KeysetException.class)
                .isThrownBy(() -> Secrets.create(keyset))
                .withMessageContaining("BI-SECRET-04");
    }

    @Test
    void aKeyThatIsAddedOpensBeforeItSealsAndOneThatIsDroppedOpensNothing() throws IOException {
        var secrets = Secrets.open(keyset);
        var old = secrets.seal(PLACE, "old");
        Secrets.addKey(keyset, folder.resolve("added.json"));
        Secrets.sealWithNewestKey(folder.resolve("added.json"), folder.resolve("promoted.json"));
        Secrets.dropOldKeys(folder.resolve("promoted.json"), folder.resolve("dropped.json"));
        var fromAhead = Secrets.open(folder.resolve("promoted.json")).seal(PLACE, "new");

        mount("added.json");
        assertThat(secrets.unseal(PLACE, old) + secrets.unseal(PLACE, fromAhead))
                .isEqualTo("oldnew");
        assertThat(secrets.isOfToday(old)).isTrue();
        mount("promoted.json");
        assertThat(secrets.isOfToday(old)).isFalse();
        assertThat(secrets.isOfToday(fromAhead)).isTrue();
        assertThat(secrets.isOfToday(secrets.seal(PLACE, "x"))).isTrue();
        assertThat(secrets.unseal(PLACE, old)).isEqualTo("old");
        mount("dropped.json");
        assertThat(secrets.unseal(PLACE, fromAhead)).isEqualTo("new");
        assertThatExceptionOfType(UnsealException.class).isThrownBy(() -> secrets.unseal(PLACE, old));
    }

    @Test
    void aFileThatBecomesUnreadableTakesNoKeyAwayAndCountsAgainWhenItIsWhole() throws IOException {
        var secrets = Secrets.open(keyset);
        var sealed = secrets.seal(PLACE, "hush");
        var whole = Files.readString(keyset);

        Files.writeString(keyset, "half");
        assertThat(secrets.unseal(PLACE, sealed)).isEqualTo("hush");
        Files.delete(keyset);
        assertThat(secrets.unseal(PLACE, sealed)).isEqualTo("hush");
        Files.writeString(keyset, whole);
        assertThat(secrets.unseal(PLACE, sealed)).isEqualTo("hush");
    }

    private void mount(String next) throws IOException {
        Files.move(folder.resolve(next), keyset, StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void aFileThatIsNoKeysetIsNamedButNotQuoted() throws IOException {
        var broken = Files.writeString(folder.resolve("broken.json"), "{\"key\":\"value-of-a-key\"}");

        assertThatExceptionOfType(KeysetException.class)
                .isThrownBy(() -> Secrets.open(broken))
                .withMessageContaining("BI-SECRET-02")
                .withMessageContaining("broken.json")
                .withMessageNotContaining("value-of-a-key");
    }
}
