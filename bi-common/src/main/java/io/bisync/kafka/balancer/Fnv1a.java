package io.bisync.kafka.balancer;

/** The hash of Fowler, Noll and Vo, in 32 bits, variant 1a. */
final class Fnv1a {

    private static final int BASIS = 0x811c9dc5;
    private static final int PRIME = 0x01000193;

    private Fnv1a() {}

    static int of(byte[] bytes) {
        var hash = BASIS;
        for (var octet : bytes) {
            hash = (hash ^ (octet & 0xff)) * PRIME;
        }
        return hash;
    }
}
