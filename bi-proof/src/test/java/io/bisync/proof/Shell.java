package io.bisync.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.local.process.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Lines as a person types them in the folder of the checkout. */
final class Shell {

    /** Reads the addresses of the running demo, as the README does. */
    static final String ADDRESSES = ". .bisync/demo/demo.properties; ";

    private Shell() {}

    /** What the lines print; the first that fails stops them and the test. */
    static String run(String lines) {
        try {
            Process shell = new ProcessBuilder("bash", "-ec", lines)
                    .directory(Checkout.root().toFile())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(shell.waitFor()).as(output).isZero();
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a shell was running", e);
        }
    }
}
