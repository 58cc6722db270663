package io.bisync.loading.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.loading.FailureKind;
import io.bisync.loading.LoadingRules;
import io.bisync.loading.range.Range;
import io.bisync.loading.range.Rules;
import io.bisync.loading.range.TinyOrders;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What is committed before and after a round, and when ranges come again. */
class PartitionCoordinatorTests extends CoordinatorStage {

    @Test
    void aNewGroupBeginsAtTheBeginningByACommitOfItsOwn() {
        assertThat(broker.committedOffset(P0)).isZero();
        assertThat(broker.note(P0)).isEqualTo("bi1 topic=topic-1 epoch=0");
    }

    @Test
    void theIntentIsCommittedBeforeTheLoadsAndTheEndAfterThem() {
        broker.append(P0, 3);
        broker.events.clear();
        round(range -> {
            broker.events.add("load " + range.text());
            return done(range);
        });
        assertThat(broker.events).containsExactly("commit 0 intent", "load [0,3)", "commit 3");
    }

    @Test
    void oneRoundHasOneIntentCommitAndOneClosingCommit() {
        broker.append(P0, 3);
        broker.append(P1, 4);
        var before = member.commits;
        assertThat(round(this::done)).hasSize(2);
        assertThat(member.commits - before).isEqualTo(2);
        assertThat(broker.committedOffset(P0)).isEqualTo(3);
        assertThat(broker.committedOffset(P1)).isEqualTo(4);
    }

    @Test
    void whatFailedIsNotCommittedAndTheOthersAre() {
        broker.append(P0, 3);
        broker.append(P1, 4);
        round(range -> range.partition().equals(P0) ? failed(range) : done(range));
        assertThat(broker.committedOffset(P0)).isZero();
        assertThat(broker.committedOffset(P1)).isEqualTo(4);
        assertThat(status(P0).state()).isEqualTo(PartitionStatus.State.RESTING);
        assertThat(status(P0).failure()).isEqualTo(BUSY);
    }

    @Test
    void afterItsRestAFailedRangeComesBackExactlyEvenIfMoreRecordsAreThere() {
        broker.append(P0, 3);
        round(this::failed);
        broker.append(P0, 5);
        assertThat(round(this::done)).isEmpty();
        assertThat(member.paused).contains(P0);
        clock.pass(Duration.ofMinutes(5));
        var again = round(this::done);
        assertThat(again).singleElement().satisfies(range -> {
            assertThat(range.text()).isEqualTo("[0,3)");
            assertThat(range).isInstanceOf(Range.Recovered.class);
            assertThat(range.records()).hasSize(3);
        });
        clock.pass(Duration.ofMinutes(5));
        assertThat(round(this::done)).extracting(Range::text).containsExactly("[3,8)");
    }

    @Test
    void restsGrowWithEveryFailureAndEndWithASuccess() {
        broker.append(P0, 3);
        round(this::failed);
        assertThat(status(P0).failures()).isEqualTo(1);
        clock.pass(Duration.ofMinutes(5));
        round(this::failed);
        assertThat(status(P0).failures()).isEqualTo(2);
        clock.pass(Duration.ofMinutes(5));
        round(this::done);
        assertThat(status(P0).failures()).isZero();
        assertThat(status(P0).failure()).isNull();
    }

    @Test
    void aRangeThatIsCutShorterThanItsPollGivesTheRestAtOnceAgain() {
        rules = Rules.withRangeBytes(1);
        takeOver();
        for (var id = 0; id < 3; id++) {
            broker.append(P0, TinyOrders.key(id), TinyOrders.order(id, 1));
        }
        assertThat(round(this::done)).extracting(Range::text).containsExactly("[0,1)");
        assertThat(broker.committedOffset(P0)).isEqualTo(1);
        assertThat(round(this::done)).extracting(Range::text).containsExactly("[1,2)");
    }

    @Test
    void aRangeThatHasToBeSplitSaysSoBesideTheUnchangedOffsetAndComesBackAtOnce() {
        broker.append(P0, 4);
        round(range -> reopened(range, range.epoch(), FailureKind.REFUSED));
        assertThat(broker.committedOffset(P0)).isZero();
        assertThat(broker.note(P0)).contains("to=4 ").contains("split=some_table");
        broker.append(P0, 2);
        assertThat(round(this::done)).singleElement().satisfies(range -> {
            assertThat(range.text()).isEqualTo("[0,4)");
            assertThat(range.intent().split()).isEqualTo(new TreeSet<>(List.of("some_table")));
        });
    }

    @Test
    void rowsThatWereMiscountedAreSentUnderAnotherEpochAndTheNextRangeIsNot() {
        broker.append(P0, 4);
        round(range -> reopened(range, range.epoch() + 1, FailureKind.MISCOUNTED));
        assertThat(status(P0).state()).isEqualTo(PartitionStatus.State.STOPPED);
        clock.pass(Duration.ofMinutes(5));
        assertThat(round(this::done)).extracting(Range::epoch).containsExactly(1);
        broker.append(P0, 1);
        clock.pass(Duration.ofMinutes(5));
        assertThat(round(this::done)).extracting(Range::epoch).containsExactly(0);
    }

    @Test
    void atLeastOnceCommitsOnceARoundAndWritesNoIntent() {
        rules = rules(LoadingRules.Delivery.AT_LEAST_ONCE, Rules.RULES.lingers());
        takeOver();
        begin();
        broker.append(P0, 3);
        var before = member.commits;
        broker.events.clear();
        assertThat(round(this::done)).hasSize(1);
        assertThat(member.commits - before).isEqualTo(1);
        assertThat(broker.events).containsExactly("commit 3");
    }
}
