package io.bisync.jushuitan.page;

import java.time.Instant;
import java.time.InstantSource;

/** The rows that this process published or read again last, a million of them at least, in at most 32 MB. */
public final class RecentRows implements KnownRows {

    /** Two generations of so many, each half as full as its table. */
    private static final int MOST = 1 << 20;

    private final InstantSource clock;
    private final int most;
    private Generation newer;
    private Generation older;

    public RecentRows(InstantSource clock) {
        this(clock, MOST);
    }

    RecentRows(InstantSource clock, int most) {
        this.clock = clock;
        this.most = most;
        this.newer = new Generation(clock.instant());
        this.older = newer;
    }

    /** What is asked for stays longer: it will be asked for again. */
    @Override
    public synchronized boolean contains(long row) {
        if (newer.contains(row)) {
            return true;
        }
        if (!older.contains(row)) {
            return false;
        }
        add(row);
        return true;
    }

    @Override
    public synchronized void add(long row) {
        if (newer.size == most) {
            older = newer;
            newer = new Generation(clock.instant());
        }
        newer.add(row);
    }

    @Override
    public synchronized Instant wholeSince() {
        return older.since;
    }

    /** A set of hashes without boxes: a row is looked for where its first bits say, and then behind. */
    private static final class Generation {

        private static final int LEAST = 1 << 8;

        private final Instant since;
        private long[] table = new long[LEAST];
        private int size;

        Generation(Instant since) {
            this.since = since;
        }

        boolean contains(long row) {
            return table[place(row)] != 0;
        }

        void add(long row) {
            int place = place(row);
            if (table[place] != 0) {
                return;
            }
            table[place] = present(row);
            size++;
            if (size * 2 > table.length) {
                grow();
            }
        }

        /** Where the row is, or where it would be. */
        private int place(long row) {
            long wanted = present(row);
            int place = (int) (wanted >>> 32) & (table.length - 1);
            while (table[place] != 0 && table[place] != wanted) {
                place = (place + 1) & (table.length - 1);
            }
            return place;
        }

        /** An empty place is 0. */
        private static long present(long row) {
            return row == 0 ? 1 : row;
        }

        private void grow() {
            long[] before = table;
            table = new long[before.length * 2];
            for (long row : before) {
                if (row != 0) {
                    table[place(row)] = row;
                }
            }
        }
    }
}
