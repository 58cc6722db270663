package io.bisync.proof.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The image build has neither neighbours nor a network, and trains every service: its context is made all the same. */
class TrainingIT {

    @TempDir
    private Path folder;

    /** The one with the most of all parts; a build of images trains the others too. */
    @Test
    void theContextOfAServiceIsMadeWithoutNeighbours() throws IOException, InterruptedException {
        var service = "bi-api-jushuitan";
        var jar = Checkout.files(service + "/target", "-exec.jar").getFirst();
        Files.createSymbolicLink(folder.resolve("application.jar"), jar);
        // Without a cache: how the JVM writes one is not ours.
        var builder = new ProcessBuilder(
                        "sh", Checkout.path("deploy/image/train.sh").toString(), "-XX:TieredStopAtLevel=1")
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment()
                .merge(
                        "PATH",
                        Path.of(System.getProperty("java.home"), "bin").toString(),
                        (path, java) -> java + ":" + path);

        var training = builder.start();
        var said = new String(training.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(training.waitFor()).as(said).isZero();
        assertThat(said).contains("\"name\":\"" + service + "\"");
    }
}
