package io.bisync.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;

/** Certificates for this machine and the authority that signed them, made by the JDK's keytool. */
public final class Certificates {

    /** Of every keystore made here. */
    public static final String PASSWORD = "of-a-test";

    private static final String AUTHORITY = "authority";

    private final Path folder;

    private Certificates(Path folder) {
        this.folder = folder;
    }

    /** Makes an authority. */
    public static Certificates in(Path folder) {
        var made = new Certificates(folder);
        made.keytool(AUTHORITY, "-genkeypair -alias authority -keyalg EC -dname CN=authority -ext bc:c -validity 9");
        made.keytool(AUTHORITY, "-exportcert -rfc -alias authority -file " + folder.resolve("authority.pem"));
        return made;
    }

    /** A keystore whose certificate is valid. */
    public Path valid() {
        return make("valid", "-validity 2");
    }

    /** One whose certificate was over yesterday. */
    public Path expired() {
        return make("expired", "-startdate -3d -validity 2");
    }

    /** The properties of a bundle that shows the certificate of a keystore. */
    public static String[] keystore(String bundle, Path keystore) {
        var prefix = "spring.ssl.bundle.jks." + bundle + ".keystore.";
        return new String[] {prefix + "location=file:" + keystore, prefix + "password=" + PASSWORD};
    }

    /** The property of a bundle that trusts what the authority signed. */
    public String trust(String bundle) {
        return "spring.ssl.bundle.pem." + bundle + ".truststore.certificate=file:" + folder.resolve("authority.pem");
    }

    /** The properties of a bundle of keystores that trusts what the authority signed. */
    public String[] truststore(String bundle) {
        var prefix = "spring.ssl.bundle.jks." + bundle + ".truststore.";
        return new String[] {
            prefix + "location=file:" + folder.resolve(AUTHORITY + ".p12"), prefix + "password=" + PASSWORD
        };
    }

    /** The certificate of the authority, for clients that know no bundles. */
    public Path authority() {
        return folder.resolve("authority.pem");
    }

    /** What a server or a client shows of a keystore. */
    public static KeyManager[] keyManagers(Path keystore) throws IOException, GeneralSecurityException {
        var keys = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(keystore)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        return managers.getKeyManagers();
    }

    private Path make(String name, String validity) {
        try {
            Files.copy(folder.resolve(AUTHORITY + ".p12"), folder.resolve(name + ".p12"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        keytool(
                name,
                "-genkeypair -alias server -keyalg EC -dname CN=localhost -ext SAN=dns:localhost,ip:127.0.0.1 "
                        + "-signer authority " + validity);
        keytool(name, "-delete -alias authority");
        return folder.resolve(name + ".p12");
    }

    private void keytool(String store, String arguments) {
        var tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var keystore = List.of("-keystore", folder.resolve(store + ".p12").toString(), "-storepass", PASSWORD);
        // Its JVM lives for a moment.
        var jvm = List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC");
        var command = Stream.of(List.of(tool), jvm, List.of(arguments.split(" ")), keystore)
                .flatMap(List::stream)
                .toList();
        try {
            var ended = new ProcessBuilder(command).inheritIO().start().waitFor();
            if (ended != 0) {
                throw new IllegalStateException("keytool ended with " + ended);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }
}
