package io.bisync.proof;

import io.bisync.local.jushuitan.merchant.Merchant;
import io.bisync.local.jushuitan.merchant.Poison;
import io.bisync.local.stack.LocalStack;

/** Records at both ERPs that can never be loaded. */
public final class Poisoning {

    private Poisoning() {}

    /** Writes all of them. */
    public static void run(LocalStack stack) {
        Merchant merchant = stack.jushuitan()
                .merchant(LocalStack.JUSHUITAN.values().iterator().next());
        merchant.poison(Poison.MISSING_ID);
        merchant.poison(Poison.TEXT_TOO_LONG);
        merchant.poison(Poison.BAD_DATE);
        stack.leke().poison(2);
    }
}
