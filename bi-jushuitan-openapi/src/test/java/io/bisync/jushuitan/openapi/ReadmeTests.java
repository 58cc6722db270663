package io.bisync.jushuitan.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.json.LenientScanner;
import io.bisync.local.jushuitan.JushuitanSimulator;
import io.bisync.local.jushuitan.SimulatorSettings;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ReadmeTests {

    private static final int ORDERS = 230;
    private static final Pattern PROGRAM = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern ORDER_ID = Pattern.compile("\"o_id\":\"?(\\d+)");

    @Test
    void theProgramOfTheReadmeReadsEveryOrderWithNothingButTheJdkAndTheReaderOfJson(@TempDir Path folder)
            throws IOException, InterruptedException, URISyntaxException {
        var readme = PROGRAM.matcher(Files.readString(Path.of("README.md")));
        assertThat(readme.find()).isTrue();
        var program = Files.writeString(folder.resolve("Orders.java"), readme.group(1));
        try (var jushuitan = JushuitanSimulator.start(SimulatorSettings.of(ORDERS))) {
            var account = jushuitan.accounts().getFirst();
            var run = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            folder(OpenApi.class) + ":" + folder(LenientScanner.class),
                            program.toString(),
                            jushuitan.openapi().toString(),
                            account.appKey(),
                            account.appSecret())
                    .redirectErrorStream(true)
                    .start();
            var said = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(run.waitFor()).as(said).isZero();
            var ids = new HashSet<String>();
            said.lines().forEach(line -> {
                var id = ORDER_ID.matcher(line);
                assertThat(id.find()).as(line).isTrue();
                ids.add(id.group(1));
            });
            assertThat(ids).hasSize(ORDERS);
        }
    }

    private static Path folder(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
