package io.bisync.local.jushuitan.merchant;

import io.bisync.local.jushuitan.field.Dice;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Amounts as the ERP holds them: cents mostly, and now and then what floating point made of them. */
final class Money {

    private Money() {}

    static BigDecimal of(long cents) {
        return BigDecimal.valueOf(cents, 2);
    }

    /** The unit price of a line: often does not divide evenly, and then it is a double. */
    static BigDecimal each(long cents, int quantity) {
        return cents % quantity == 0 ? of(cents / quantity) : new BigDecimal(Double.toString(cents / 100.0 / quantity));
    }

    /** The amount, once in fifty cases with the noise of a sum of doubles, such as 104.00000000000001. */
    static BigDecimal summed(long cents, long seed, String field) {
        return cents > 0 && Dice.chance(20, seed, field)
                ? new BigDecimal(Double.toString(Math.nextUp(cents / 100.0)))
                : of(cents);
    }

    /** A share of an amount with more digits than a column keeps. */
    static BigDecimal share(long cents, long seed, String field) {
        return of(cents).multiply(BigDecimal.valueOf(9_000L + Dice.below(1_000, seed, field) * 5L, 4));
    }

    static @Nullable BigDecimal sometimes(int perMille, long seed, String field, int mostCents) {
        return Dice.chance(perMille, seed, field) ? of(Dice.below(mostCents, seed, field + "#")) : null;
    }
}
