package io.bisync.proof.comparison;

import io.bisync.proof.comparison.DeadLetters.Subject;
import io.bisync.proof.probe.Place;
import io.bisync.proof.probe.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * What the comparison keeps of a record.
 *
 * @param version of the row that it carries; −1 without one
 * @param subject the row that its headers name
 * @param content key and value, one letter each byte, where it may have been released; else empty
 * @param isMarked whether a personal mark stands in it
 * @param original where it was read, of a record that was set aside; null where it does not say
 * @param code under which it was set aside
 */
record Seen(
        Place place,
        String key,
        long version,
        Subject subject,
        String content,
        boolean isMarked,
        @Nullable Place original,
        String code) {

    private static final String LETTERS = "-dlt";
    private static final String PARKED = "-parked";
    /** What the suite writes itself. */
    private static final String OURS = "erp.";
    /** What the suite writes of Leke's: copies of records that may have been parked. */
    private static final String LEKE = "erp.leke.";

    static Seen of(ConsumerRecord<byte[], byte[]> record) {
        String topic = record.topic();
        boolean isAside = topic.endsWith(LETTERS) || topic.endsWith(PARKED);
        return new Seen(
                Place.of(record),
                text(record.key(), StandardCharsets.UTF_8),
                isAside ? Lineage.NO_VERSION : Lineage.version(record),
                Subject.of(record),
                topic.startsWith(LEKE) && !isAside ? content(record) : "",
                PersonalMark.holds(record),
                isAside ? original(record) : null,
                isAside ? Topics.header(record, DeadLetters.CODE) : "");
    }

    String topic() {
        return place.topic();
    }

    boolean isLetter() {
        return topic().endsWith(LETTERS);
    }

    boolean isParked() {
        return topic().endsWith(PARKED);
    }

    /** Whether the suite published it for loading. */
    boolean isOurs() {
        return topic().startsWith(OURS) && !isLetter() && !isParked();
    }

    /** Whether it was read on a topic that the suite writes itself. */
    static boolean isOurs(Place place) {
        return place.topic().startsWith(OURS);
    }

    /** The bytes of its value, one letter each, where it may have been released. */
    String value() {
        return content.substring(content.indexOf('\n') + 1);
    }

    private static String content(ConsumerRecord<byte[], byte[]> record) {
        return text(record.key(), StandardCharsets.ISO_8859_1)
                + '\n'
                + text(record.value(), StandardCharsets.ISO_8859_1);
    }

    private static String text(byte @Nullable [] bytes, Charset charset) {
        return bytes == null ? "" : new String(bytes, charset);
    }

    private static @Nullable Place original(ConsumerRecord<byte[], byte[]> letter) {
        Header partition = letter.headers().lastHeader(DeadLetters.PARTITION);
        Header offset = letter.headers().lastHeader(DeadLetters.OFFSET);
        return partition == null || offset == null
                ? null
                : new Place(
                        Topics.header(letter, DeadLetters.TOPIC),
                        ByteBuffer.wrap(partition.value()).getInt(),
                        ByteBuffer.wrap(offset.value()).getLong());
    }
}
