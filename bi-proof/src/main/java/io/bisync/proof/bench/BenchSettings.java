package io.bisync.proof.bench;

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

    /** Records that the topic has to hold. */
    long all() {
        return warmUp + records;
    }

    /** The folder of the topic, below .bisync: large orders have one of their own, so that they replace no others. */
    String folder() {
        return orderKb == 0 ? "bench" : "bench-%dkb".formatted(orderKb);
    }
}
