package io.bisync.proof.lane;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** That the kit's reading sees what it has to see. */
class LaneBooksTests {

    private final LaneBooks books = new LaneBooks();

    @Test
    void whatIsHandledAgainIsCountedAndNoHarm() {
        write(3);
        handled(0, 1, 0, 1, 2);

        assertThat(books.lost()).isZero();
        assertThat(books.outOfOrder()).isZero();
        assertThat(books.repeated()).isEqualTo(2);
    }

    @Test
    void aRecordThatNobodyHandledIsLost() {
        write(3);
        handled(0, 2);

        assertThat(books.lost()).isOne();
        assertThat(books.missing()).containsExactly("key 1");
    }

    @Test
    void whatKafkaDidNotAcknowledgeMayBeHandledOrNot() {
        write(3);
        books.unacknowledged("key", 1);
        books.unacknowledged("key", 2);
        handled(0, 2);

        assertThat(books.lost()).isZero();
    }

    @Test
    void aRecordThatIsHandledAfterANewerOneOfItsKeyIsOutOfOrder() {
        write(3);
        handled(0, 2, 1);

        assertThat(books.outOfOrder()).isOne();
    }

    private void write(int records) {
        for (var i = 0; i < records; i++) {
            assertThat(books.next("key")).isEqualTo(i);
        }
    }

    private void handled(int... numbers) {
        for (var number : numbers) {
            books.handled("key", number);
        }
    }
}
