package io.bisync.proof.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the command line asks for.
 *
 * @param records records of the measured part
 * @param warmUp records before it, in the same process
 * @param heap every measured process's -Xmx
 * @param collector every measured process's collector, as its -XX option names it
 * @param orderKb how large every order is made, 0 for as they are
 * @param topics topics that the service has assigned, all but one of them empty
 * @param linger the service's linger
 * @param trickleSeconds how long single orders are published after the last round's backlog
 * @param jvm further options of every measured process
 * @param properties further arguments of the service
 */
record BenchSettings(
        long records,
        long warmUp,
        int rounds,
        List<Variant> variants,
        String heap,
        String collector,
        long seed,
        int orderKb,
        int topics,
        String linger,
        int trickleSeconds,
        List<String> jvm,
        List<String> properties) {

    /** The local broker has two topics of six partitions for each. */
    private static final int MOST_TOPICS = 100;

    static final String USAGE = """
            usage: ./bi bench load [options]
              --records n      records of the measured part (3000000)
              --warm-up n      records before it, in the same process (300000)
              --rounds n       how often each variant runs, in turn (3)
              --variants list  of ceiling,padded,parse,product (all)
              --heap size      -Xmx of every measured process (256m)
              --collector name Serial, Parallel, G1 or Z (Serial)
              --seed n         decides what the orders look like (1)
              --order-kb n     every order has about so many KB, by more items; 0 for as they are (0)
              --topics n       topics that the service has assigned, all but one of them empty (1)
              --linger time    how long the service's partitions rest after a small round (1s)
              --trickle n      seconds of single orders after the last backlog, 0 for none (10)
              --jvm option     one more option of the measured processes; may be repeated
              --set name=value one more setting of the service; may be repeated
            """;

    static BenchSettings defaults() {
        return new Options().settings();
    }

    /**
     * Reads options.
     *
     * @throws IllegalArgumentException for anything that is none
     */
    static BenchSettings of(List<String> arguments) {
        var options = new Options();
        for (int i = 0; i < arguments.size(); i += 2) {
            if (i + 1 == arguments.size()) {
                throw new IllegalArgumentException(arguments.get(i) + " needs a value");
            }
            options.take(arguments.get(i), arguments.get(i + 1));
        }
        return options.settings();
    }

    /** Records that the topic has to hold. */
    long all() {
        return warmUp + records;
    }

    /** The folder of the topic, below .bisync: large orders have one of their own, so that they replace no others. */
    String folder() {
        return orderKb == 0 ? "bench" : "bench-%dkb".formatted(orderKb);
    }

    /** The options read so far, the defaults for all others. */
    private static final class Options {

        private long records = 3_000_000;
        private long warmUp = 300_000;
        private int rounds = 3;
        private List<Variant> variants = List.of(Variant.values());
        private String heap = "256m";
        private String collector = "Serial";
        private long seed = 1;
        private int orderKb;
        private int topics = 1;
        private String linger = "1s";
        private int trickleSeconds = 10;
        private final List<String> jvm = new ArrayList<>();
        private final List<String> properties = new ArrayList<>();

        void take(String option, String value) {
            long number = value.matches("\\d{1,9}") ? Long.parseLong(value) : -1;
            switch (option) {
                case "--records" -> records = atLeast(1, number, option);
                case "--warm-up" -> warmUp = atLeast(0, number, option);
                case "--rounds" -> rounds = (int) atLeast(1, number, option);
                case "--variants" -> variants = variants(value);
                case "--heap" -> heap = value;
                case "--collector" -> collector = value;
                case "--linger" -> linger = value;
                case "--trickle" -> trickleSeconds = (int) atLeast(0, number, option);
                case "--seed" -> seed = atLeast(0, number, option);
                case "--order-kb" -> orderKb = (int) atMost(Enlarged.MOST_KB, atLeast(0, number, option), option);
                case "--topics" -> topics = (int) atMost(MOST_TOPICS, atLeast(1, number, option), option);
                case "--jvm" -> jvm.add(value);
                case "--set" -> properties.add("--" + value);
                default -> throw new IllegalArgumentException(option + " is no option");
            }
        }

        BenchSettings settings() {
            return new BenchSettings(
                    records,
                    warmUp,
                    rounds,
                    variants,
                    heap,
                    collector,
                    seed,
                    orderKb,
                    topics,
                    linger,
                    trickleSeconds,
                    List.copyOf(jvm),
                    List.copyOf(properties));
        }
    }

    private static long atMost(long most, long number, String option) {
        if (number > most) {
            throw new IllegalArgumentException(option + " needs a number of at most " + most);
        }
        return number;
    }

    private static long atLeast(long least, long number, String option) {
        if (number < least) {
            throw new IllegalArgumentException(option + " needs a number of at least " + least);
        }
        return number;
    }

    private static List<Variant> variants(String words) {
        return Arrays.stream(words.split(",", -1))
                .map(word -> Variant.of(word)
                        .orElseThrow(() -> new IllegalArgumentException("'" + word + "' is no variant")))
                .toList();
    }
}
