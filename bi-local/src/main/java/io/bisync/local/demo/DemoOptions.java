package io.bisync.local.demo;

import io.bisync.local.process.Checkout;
import io.bisync.local.stack.StackSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;

/**
 * What a person can choose.
 *
 * @param orders orders of the past 90 days, over both Jushuitan merchants
 * @param speed how much faster than the real ERP its call limits are
 * @param changes live changes a second, over all accounts
 */
record DemoOptions(int orders, double speed, double changes) {

    static final String USAGE = """
            usage: ./bi demo [--orders n] [--speed factor] [--changes per-second]
              --orders   orders of the past 90 days at both Jushuitan merchants together (20000)
              --speed    how much faster than the real ERP its call limits are (60)
              --changes  live changes a second (8)
            """;

    static DemoOptions parse(String... arguments) {
        int orders = 20_000;
        double speed = 60;
        double changes = 8;
        Iterator<String> words = List.of(arguments).iterator();
        while (words.hasNext()) {
            String option = words.next();
            if (!words.hasNext()) {
                throw new IllegalArgumentException("%s needs a value".formatted(option));
            }
            String value = words.next();
            switch (option) {
                case "--orders" -> orders = Integer.parseInt(value);
                case "--speed" -> speed = Double.parseDouble(value);
                case "--changes" -> changes = Double.parseDouble(value);
                default -> throw new IllegalArgumentException("Unknown option " + option);
            }
        }
        if (orders < 2 || speed < 1 || changes < 0) {
            throw new IllegalArgumentException("--orders is at least 2, --speed at least 1, --changes not negative");
        }
        return new DemoOptions(orders, speed, changes);
    }

    /** The folder of the one demo of this checkout. */
    static Path folder() {
        return Checkout.root().resolve(".bisync/demo");
    }

    StackSettings stack() {
        return new StackSettings(folder(), 7, orders / 2, 500, speed, Duration.ofSeconds(1), Duration.ofSeconds(2));
    }
}
