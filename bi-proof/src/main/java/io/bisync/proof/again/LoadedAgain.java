package io.bisync.proof.again;

import io.bisync.local.stack.LocalStack;
import io.bisync.proof.finding.Finding;
import io.bisync.proof.probe.Place;
import io.bisync.proof.probe.Sql;
import io.bisync.proof.probe.Topics;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What a person does where something is to be loaded again, on a stack that stands still. That all of it is as at the ERP
 * afterwards is for the comparison to say.
 */
public final class LoadedAgain {

    private final Sql sql;
    private final Letters letters;
    private final List<Step> always;
    private final List<Step> more;

    public LoadedAgain(LocalStack stack, InstantSource clock, Sql sql, Topics topics) {
        this.sql = sql;
        var purchases = new Purchases(stack, sql);
        letters = new Letters(purchases, topics);
        always = List.of(new NewColumn(purchases).step(), letters.sent());
        more = List.of(
                letters.mended(),
                new Differences(purchases, clock).step(),
                new DoubledLine(purchases, clock).step(),
                new SpentQuota(purchases).step(),
                new OpenedField(purchases).step());
    }

    /** The letters that were put aside here, by the place of their record: they are no poison. */
    public Map<Place, String> letters() {
        return letters.setAside();
    }

    /**
     * What became of it.
     *
     * @param whole whether those steps are done too that wait for the live pull or start a service
     */
    public List<Finding> run(boolean whole, Consumer<String> progress) {
        if (!sql.tables().contains(Purchases.TABLE)) {
            progress.accept("Nothing is loaded again, as no purchases are synced");
            return List.of();
        }
        return Stream.concat(always.stream(), whole ? more.stream() : Stream.empty())
                .map(LoadedAgain::tried)
                .peek(it -> progress.accept(it.toString()))
                .toList();
    }

    /** What breaks off is found too. */
    private static Finding tried(Step step) {
        try {
            return step.run();
        } catch (IllegalStateException | UncheckedIOException failed) {
            return step.finding("broke off", List.of(failed.toString()));
        }
    }
}
