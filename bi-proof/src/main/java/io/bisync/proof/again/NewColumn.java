package io.bisync.proof.again;

import io.bisync.proof.again.Step.Outcome;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A column is as empty as one that was added just now. */
final class NewColumn {

    private static final String COLUMN = "status";

    private final Purchases purchases;

    NewColumn(Purchases purchases) {
        this.purchases = purchases;
    }

    Step step() {
        return new Step("A replay fills a new column, and its rehearsal says so and changes nothing", this::replay);
    }

    private Outcome replay() {
        long filled = filled();
        purchases.execute("UPDATE {%s} SET %s = NULL WHERE account_id = '%s'"
                .formatted(Purchases.TABLE, COLUMN, Purchases.ACCOUNT));
        JsonNode dry = purchases.run("REPLAY", Map.of("dry", true));
        long different = Purchases.found(dry, "DIFFERENT");
        long still = filled();
        JsonNode replay = purchases.run("REPLAY", Map.of());
        long again = filled();
        return new Outcome(
                filled > 0
                        && different > 0
                        && still == 0
                        && again == filled
                        && Purchases.isComplete(dry)
                        && Purchases.isComplete(replay),
                "%,d values, %,d records that would change a row, %,d values after the rehearsal, %,d after the replay, ended %s and %s"
                        .formatted(filled, different, still, again, Purchases.state(dry), Purchases.state(replay)));
    }

    private long filled() {
        return purchases.rows(Purchases.TABLE, COLUMN + " IS NOT NULL");
    }
}
