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
        merchant.poison(Poison.MISSING_ITEMS);
        merchant.poison(Poison.DUPLICATE_ITEM_ID);
        stack.leke().poison(2);
    }
}
