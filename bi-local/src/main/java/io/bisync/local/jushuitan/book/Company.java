package io.bisync.local.jushuitan.book;

import java.util.List;
import java.util.stream.LongStream;

/** What all entities of a merchant share: its number, its shops' and its warehouses'. */
public record Company(long coId) {

    private static final int SHOPS = 4;
    private static final int WAREHOUSES = 3;

    /** The number of a shop; the first four are those that sell. */
    public long shop(long number) {
        return 11_690_153 + coId % 1000 * 100 + number;
    }

    /** The numbers of the shops that sell. */
    public List<Long> shops() {
        return LongStream.range(0, SHOPS).map(this::shop).boxed().toList();
    }

    /** The number of a warehouse; the main one has the company's. */
    long warehouse(long number) {
        return number == 0 ? coId : 10_053_000 + coId % 1000 * 10 + number;
    }

    /** The numbers of all warehouses. */
    public List<Long> warehouses() {
        return LongStream.range(0, WAREHOUSES).map(this::warehouse).boxed().toList();
    }
}
