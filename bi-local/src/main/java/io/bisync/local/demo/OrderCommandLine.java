package io.bisync.local.demo;

import java.io.UncheckedIOException;
import java.util.List;

/** {@code ./bi order 7:38852}: one order at the ERP, on the topics, in the loads, in the tables and in the views. */
public final class OrderCommandLine {

    private OrderCommandLine() {}

    public static void main(String... arguments) {
        if (arguments.length != 1 || !arguments[0].matches("[^:]+:.+")) {
            System.err.println("usage: ./bi order <account>:<order id>, for example ./bi order 7:38852");
            System.exit(2);
        }
        int colon = arguments[0].indexOf(':');
        try {
            var trail = new OrderTrail(DemoAddresses.read());
            List<String> lines = trail.follow(arguments[0].substring(0, colon), arguments[0].substring(colon + 1));
            lines.forEach(System.out::println);
        } catch (IllegalStateException | UncheckedIOException cannot) {
            System.err.println(cannot.getMessage());
            System.exit(1);
        }
    }
}
