package io.bisync.local.demo;

import io.bisync.local.command.Arguments;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./bi order 7:38852}, {@code ./bi order 7:shop:11690153}: one order, or one row of another entity, at the ERP, on the topics, in the loads, in the tables and in the views. */
@Command(
        name = "./bi order",
        sortOptions = false,
        description = {
            "Follows one order, or one row of another entity, through a running demo, from the ERP to the views.",
            ""
        },
        footer = {"", "Examples: ./bi order 7:38852, ./bi order 7:sales_out:4462000000"})
public final class OrderCommandLine implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "<account>:[<entity>:]<id>",
            description =
                    "The account's number at bi-basic, or the Leke tenant; the entity, an order unless given; and its number.")
    private String order = "";

    public static void main(String... arguments) {
        System.exit(Arguments.of(new OrderCommandLine()).execute(arguments));
    }

    @Override
    public Integer call() {
        int colon = order.indexOf(':');
        if (colon < 1 || colon == order.length() - 1) {
            throw new ParameterException(
                    spec.commandLine(), "'%s' is not an account and an order with a colon between".formatted(order));
        }
        try {
            new OrderTrail(DemoAddresses.read())
                    .follow(order.substring(0, colon), order.substring(colon + 1))
                    .forEach(System.out::println);
            return 0;
        } catch (IllegalStateException | UncheckedIOException cannot) {
            System.err.println(cannot.getMessage());
            return 1;
        }
    }
}
