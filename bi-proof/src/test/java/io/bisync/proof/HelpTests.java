package io.bisync.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.local.command.Arguments;
import io.bisync.local.demo.DemoCommandLine;
import io.bisync.local.demo.FollowCommandLine;
import io.bisync.local.demo.OrderCommandLine;
import io.bisync.local.process.Checkout;
import io.bisync.proof.faults.run.FaultsCommandLine;
import io.bisync.proof.promotion.PromoteCommandLine;
import io.bisync.proof.start.ImagesCommandLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** {@code ./bi} reads options off these texts before it builds, and shows them. */
class HelpTests {

    private static final Path FOLDER = Checkout.root().resolve("bi-proof/help");

    @Test
    void theTextOfEachVerbIsThatOfItsCommand() throws IOException {
        for (Map.Entry<String, CommandLine> command : commands().entrySet()) {
            assertThat(FOLDER.resolve(command.getKey() + ".txt"))
                    .hasContent(command.getValue().getUsageMessage(Ansi.OFF));
        }
        try (var files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".txt", "")))
                    .containsExactlyInAnyOrderElementsOf(commands().keySet());
        }
    }

    private static Map<String, CommandLine> commands() {
        Map<String, CommandLine> commands = new TreeMap<>(Map.of(
                "demo", Arguments.of(new DemoCommandLine()),
                "check", CheckCommandLine.commandLine(),
                "order", Arguments.of(new OrderCommandLine()),
                "follow", Arguments.of(FollowCommandLine.in(Map.of())),
                "promote", PromoteCommandLine.commandLine(),
                "faults", Arguments.of(new FaultsCommandLine()),
                "images", Arguments.of(new ImagesCommandLine()),
                "bench", Arguments.of(new BenchCommandLine())));
        Arguments.of(new BenchCommandLine())
                .getSubcommands()
                .forEach((name, command) -> commands.put("bench-" + name, command));
        Arguments.of(new FaultsCommandLine())
                .getSubcommands()
                .forEach((name, command) -> commands.put("faults-" + name, command));
        return commands;
    }
}
