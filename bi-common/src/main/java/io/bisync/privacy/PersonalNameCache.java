package io.bisync.privacy;

import io.bisync.json.Words;
import java.util.Arrays;

/** Remembers which of the last names look personal: the same few come again in record after record. For one thread. */
public final class PersonalNameCache {

    private static final int SLOTS = 256;
    private static final int LONGEST = 64;
    private static final byte[] NONE = {};

    private final byte[][] names = new byte[SLOTS][];
    private final boolean[] personal = new boolean[SLOTS];

    public PersonalNameCache() {
        Arrays.fill(names, NONE);
    }

    /** As {@link PersonalNames#looksPersonal}. */
    public boolean looksPersonal(byte[] name, int from, int to) {
        if (to - from > LONGEST || from == to) {
            return PersonalNames.looksPersonal(name, from, to);
        }
        int slot = Words.sample(name, from, to) & (SLOTS - 1);
        if (!Arrays.equals(names[slot], 0, names[slot].length, name, from, to)) {
            names[slot] = Arrays.copyOfRange(name, from, to);
            personal[slot] = PersonalNames.looksPersonal(name, from, to);
        }
        return personal[slot];
    }
}
