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
        return new BenchSettings(
                3_000_000,
                300_000,
                3,
                List.of(Variant.values()),
                "256m",
                "Serial",
                1,
                0,
                1,
                "1s",
                10,
                List.of(),
                List.of());
    }

    /**
     * Reads options.
     *
     * @throws IllegalArgumentException for anything that is none
     */
    static BenchSettings of(List<String> arguments) {
        var settings = defaults();
        for (int i = 0; i < arguments.size(); i += 2) {
            if (i + 1 == arguments.size()) {
                throw new IllegalArgumentException(arguments.get(i) + " needs a value");
            }
            settings = settings.with(arguments.get(i), arguments.get(i + 1));
        }
        return settings;
    }

    /** Records that the topic has to hold. */
    long all() {
        return warmUp + records;
    }

    /** The folder of the topic, below .bisync: large orders have one of their own, so that they replace no others. */
    String folder() {
        return orderKb == 0 ? "bench" : "bench-%dkb".formatted(orderKb);
    }

    private BenchSettings with(String option, String value) {
        long number = value.matches("\\d{1,9}") ? Long.parseLong(value) : -1;
        return switch (option) {
            case "--records" -> copy(atLeast(1, number, option), warmUp, rounds, variants);
            case "--warm-up" -> copy(records, atLeast(0, number, option), rounds, variants);
            case "--rounds" -> copy(records, warmUp, (int) atLeast(1, number, option), variants);
            case "--variants" -> copy(records, warmUp, rounds, variants(value));
            case "--heap" -> tuned(value, collector, linger, trickleSeconds);
            case "--collector" -> tuned(heap, value, linger, trickleSeconds);
            case "--linger" -> tuned(heap, collector, value, trickleSeconds);
            case "--trickle" -> tuned(heap, collector, linger, (int) atLeast(0, number, option));
            case "--seed" -> opened(atLeast(0, number, option), jvm, properties);
            case "--order-kb" -> shaped((int) atMost(Enlarged.MOST_KB, atLeast(0, number, option), option), topics);
            case "--topics" -> shaped(orderKb, (int) atMost(MOST_TOPICS, atLeast(1, number, option), option));
            case "--jvm" -> opened(seed, and(jvm, value), properties);
            case "--set" -> opened(seed, jvm, and(properties, "--" + value));
            default -> throw new IllegalArgumentException(option + " is no option");
        };
    }

    private BenchSettings copy(long newRecords, long newWarmUp, int newRounds, List<Variant> newVariants) {
        return new BenchSettings(
                newRecords,
                newWarmUp,
                newRounds,
                newVariants,
                heap,
                collector,
                seed,
                orderKb,
                topics,
                linger,
                trickleSeconds,
                jvm,
                properties);
    }

    private BenchSettings tuned(String newHeap, String newCollector, String newLinger, int newTrickle) {
        return new BenchSettings(
                records,
                warmUp,
                rounds,
                variants,
                newHeap,
                newCollector,
                seed,
                orderKb,
                topics,
                newLinger,
                newTrickle,
                jvm,
                properties);
    }

    private BenchSettings opened(long newSeed, List<String> newJvm, List<String> newProperties) {
        return new BenchSettings(
                records,
                warmUp,
                rounds,
                variants,
                heap,
                collector,
                newSeed,
                orderKb,
                topics,
                linger,
                trickleSeconds,
                newJvm,
                newProperties);
    }

    private BenchSettings shaped(int newOrderKb, int newTopics) {
        return new BenchSettings(
                records,
                warmUp,
                rounds,
                variants,
                heap,
                collector,
                seed,
                newOrderKb,
                newTopics,
                linger,
                trickleSeconds,
                jvm,
                properties);
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

    private static List<String> and(List<String> some, String one) {
        var all = new ArrayList<>(some);
        all.add(one);
        return List.copyOf(all);
    }
}
