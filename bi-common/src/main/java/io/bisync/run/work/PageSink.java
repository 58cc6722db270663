package io.bisync.run.work;

import io.bisync.event.Event;
import io.bisync.run.Finding;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Where the pages of a slice go. For the thread that works on it. */
public interface PageSink {

    /**
     * Publishes a page, and with it in one transaction that it is published: both are read, or neither. Returns when Kafka has
     * committed it.
     *
     * @param events may be none: then only the progress moves
     * @param cursor where to go on after it, at most 2,000 characters; null after the last page
     * @param expected rows that there will be in all, as far as is known; 0 where it is not
     * @param calls that the ERP was asked since the page before
     * @throws SliceLeftException when the page was published and the slice is to be left, as it is paused or cancelled, went to
     *     somebody else, or the service stops
     * @throws io.bisync.event.PublishFailedException when nothing of it counts
     * @throws io.bisync.event.TransactionLostException when somebody else took the slice over, or Kafka did not answer
     */
    void publish(String topic, List<Event> events, @Nullable String cursor, long expected, int calls);

    /**
     * Publishes a page of records as they are, but for a header that names the run.
     *
     * @param found what was found until then, which takes the place of what was told before
     */
    void send(
            List<ProducerRecord<byte[], byte[]>> records, @Nullable String cursor, long expected, List<Finding> found);

    /**
     * Tells how far a comparison is, which publishes nothing.
     *
     * @param rows that were compared since the page before
     * @param found what was found until then
     */
    void tell(long rows, @Nullable String cursor, long expected, int calls, List<Finding> found);

    /**
     * Rests between two pages.
     *
     * @throws SliceLeftException as soon as the slice is to be left
     */
    void await(Duration duration) throws InterruptedException;
}
