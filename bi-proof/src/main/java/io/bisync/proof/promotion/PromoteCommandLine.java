package io.bisync.proof.promotion;

import io.bisync.local.command.Arguments;
import io.bisync.local.process.Checkout;
import io.bisync.table.ColumnType;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./bi promote}: writes into the checkout what makes a column of a field that no declaration knows. */
@Command(
        name = "./bi promote",
        sortOptions = false,
        description = {
            "Makes a column of a field that no declaration knows: writes its line of the declaration and of the dictionary, and"
                    + " the change of tables that live already. GET /api/fields of bi-basic lists such fields, each with its"
                    + " command.",
            ""
        },
        footer = {
            "",
            "Then: ./bi fmt, ./bi entity (tables, views and pages), ./bi test. After the release the records that Kafka still"
                    + " has fill the column when they are loaded again (docs/new-fields.md)."
        })
public final class PromoteCommandLine implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "<field>", description = "For example jushuitan.order.items.craft_code.")
    private String field = "";

    @Option(
            names = "--type",
            required = true,
            paramLabel = "<type>",
            description =
                    "The column's type, for example 'VARCHAR(200)' (bytes, not characters), 'DECIMAL(18, 4)', BIGINT,"
                            + " INT, BOOLEAN, DATETIME, JSON.")
    private String type = "";

    @Option(names = "--zh", required = true, paramLabel = "<text>", description = "What it means, in Chinese.")
    private String zh = "";

    @Option(names = "--en", required = true, paramLabel = "<text>", description = "The same in English.")
    private String en = "";

    public static void main(String... arguments) {
        System.exit(commandLine().execute(arguments));
    }

    public static CommandLine commandLine() {
        return Arguments.of(new PromoteCommandLine());
    }

    @Override
    public Integer call() throws IOException {
        var root = Checkout.root();
        try {
            var files = new Promotion(FieldPath.of(field), ColumnType.parse(type), zh, en).in(root);
            for (var file : files.entrySet()) {
                Files.writeString(file.getKey(), file.getValue());
                System.out.println("written: " + root.relativize(file.getKey()));
            }
            System.out.println("Now: ./bi fmt, ./bi entity, ./bi test");
            return 0;
        } catch (PromotionException | IllegalArgumentException unfit) {
            throw new ParameterException(spec.commandLine(), String.valueOf(unfit.getMessage()));
        }
    }
}
