package io.bisync.proof.strike;

import io.bisync.local.dictionary.BusinessTable;
import io.bisync.local.jushuitan.field.Defect;
import io.bisync.local.jushuitan.merchant.Merchant;
import io.bisync.local.stack.LocalStack;
import io.bisync.proof.probe.Sql;

/** Records at both ERPs that can never be loaded: of every entity that is declared, in every way that its page allows. */
public final class Poisoning {

    private Poisoning() {}

    /** Writes all of them. */
    public static void run(LocalStack stack) {
        Merchant merchant = stack.jushuitan()
                .merchant(LocalStack.JUSHUITAN.values().iterator().next());
        BusinessTable.among(Sql.of(stack).tables()).stream()
                .map(BusinessTable::page)
                .filter(page -> page.source().equals("jushuitan"))
                .distinct()
                .forEach(page -> Defect.of(page).forEach(defect -> merchant.poison(page, defect)));
        stack.leke().poison(6);
        stack.leke().poisonOthers(6);
    }
}
