package io.bisync.local.jushuitan.merchant;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A defect that an order carries for good, so that its reader has to rejects it. */
public enum Poison {
    MISSING_ID,
    MISSING_TS,
    MISSING_ITEMS,
    DUPLICATE_ITEM_ID;

    /** The name on the control address, for example {@code missing-id}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The defect of this name. */
    public static Optional<Poison> of(String word) {
        return Arrays.stream(values())
                .filter(poison -> poison.word().equals(word))
                .findFirst();
    }
}
