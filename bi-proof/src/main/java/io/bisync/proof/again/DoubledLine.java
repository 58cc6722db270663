package io.bisync.proof.again;

import io.bisync.local.jushuitan.book.Book;
import io.bisync.local.stack.LocalStack;
import io.bisync.proof.again.Step.Outcome;
import io.bisync.proof.probe.Sql;
import io.bisync.time.ShanghaiTime;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/** A purchase has one of its items once more, under another number: loading it again takes nothing away. */
final class DoubledLine {

    private final Purchases purchases;
    private final InstantSource clock;

    DoubledLine(Purchases purchases, InstantSource clock) {
        this.purchases = purchases;
        this.clock = clock;
    }

    Step step() {
        return new Step(
                "A doubled row of a list is found by deep and not by count, is left by a repair, and goes with its"
                        + " parent's next version",
                this::plant);
    }

    private Outcome plant() {
        Sql.Answer items = purchases
                .sql()
                .query(
                        "SELECT c.po_id AS po_id, c.poi_id AS poi_id, p.modified AS modified, p.record_version AS version FROM %s c JOIN %s p ON p.account_id = c.account_id AND p.po_id = c.po_id WHERE c.account_id = '%s' AND c.record_version = p.record_version AND p.is_deleted = FALSE AND p.modified < '%s 00:00:00' ORDER BY p.modified DESC, c.poi_id DESC LIMIT 1"
                                .formatted(
                                        Purchases.LINES,
                                        Purchases.TABLE,
                                        Purchases.ACCOUNT,
                                        LocalDate.ofInstant(clock.instant(), ShanghaiTime.ZONE)));
        if (items.rows().isEmpty()) {
            return new Outcome(false, "No purchase of a day that is over has items");
        }
        JsonNode item = items.rows().getFirst();
        String purchase = items.text(item, "po_id");
        String original = items.text(item, "poi_id");
        String planted = "po_id = %s AND poi_id = -%s".formatted(purchase, original);
        LocalDate day = LocalDate.parse(items.text(item, "modified").substring(0, 10));
        purchases.execute(
                "INSERT INTO {%s} SELECT (jsonb_populate_record(c, jsonb_build_object('poi_id', -poi_id))).* FROM {%1$s} c WHERE account_id = '%s' AND po_id = %s AND poi_id = %s"
                        .formatted(Purchases.LINES, Purchases.ACCOUNT, purchase, original));
        JsonNode counted = purchases.run("VERIFY", window(day, false));
        JsonNode repaired = purchases.run("REPAIR", window(day, true));
        long left = purchases.rows(Purchases.LINES, planted);
        String words = example(repaired);
        boolean changed = book().change("po_id", purchase) == 1
                && Purchases.await(() -> purchases.rows(
                                Purchases.TABLE,
                                "po_id = %s AND record_version > %s".formatted(purchase, items.text(item, "version")))
                        == 1);
        long shown = purchases.rows("jushuitan_purchase_item", planted);
        long byCount = Purchases.found(counted, "MISSING")
                + Purchases.found(counted, "DIFFERENT")
                + Purchases.found(counted, "LEFT_OVER");
        long byDeep = Purchases.found(repaired, "LEFT_OVER");
        return new Outcome(
                Purchases.isComplete(counted)
                        && Purchases.isComplete(repaired)
                        && byCount == 0
                        && byDeep == 1
                        && words.contains("has 1 more")
                        && left == 1
                        && changed
                        && shown == 0,
                "%d found by count, %d by deep ('%s'), %s and %s; %d there after the repair, %d to be seen after the next version"
                        .formatted(
                                byCount,
                                byDeep,
                                words,
                                Purchases.state(counted),
                                Purchases.state(repaired),
                                left,
                                shown));
    }

    private static Map<String, Object> window(LocalDate day, boolean deep) {
        return Map.of("from", day.toString(), "to", day.plusDays(1).toString(), "again", true, "deep", deep);
    }

    /** The words of what was left over. */
    private static String example(JsonNode run) {
        return run.path("parts")
                .valueStream()
                .flatMap(part -> part.path("found").valueStream())
                .filter(it -> it.path("sort").asString().equals("LEFT_OVER"))
                .flatMap(it -> it.path("examples").valueStream())
                .map(it -> it.path("detail").asString(""))
                .findFirst()
                .orElse("");
    }

    private Book book() {
        long company = Objects.requireNonNull(LocalStack.JUSHUITAN.get(Purchases.ACCOUNT));
        return purchases
                .stack()
                .jushuitan()
                .merchant(company)
                .books()
                .of(Purchases.ENTITY)
                .orElseThrow();
    }
}
