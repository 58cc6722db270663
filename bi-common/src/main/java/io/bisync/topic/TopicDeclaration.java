package io.bisync.topic;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.util.unit.DataSize;

/**
 * A topic that a service needs, together with its dead letter topic {@code <name>-dlt} and, where it is loaded, the topic
 * {@code <name>-parked}, where records of held accounts wait.
 *
 * @param name the topic's name
 * @param partitions how many partitions it has at least
 * @param retention how long records are kept at least
 * @param maxMessageBytes the largest record that it has to take
 * @param use what its records are for
 */
public record TopicDeclaration(String name, int partitions, Duration retention, DataSize maxMessageBytes, Use use) {

    /** What records of a topic are for. */
    public enum Use {
        /** They are loaded. */
        LOADED,
        /** They are handled one by one, by a listener or by people. */
        HANDLED,
        /** The last one of each key is kept and read again at every start: the topic is compacted. */
        REMEMBERED
    }

    /** A dead letter is the record with headers that say what happened to it. */
    private static final DataSize DEAD_LETTER_HEADERS = DataSize.ofKilobytes(64);

    private static final Duration AS_LONG_AS_IT_TAKES = Duration.ofDays(3_650);

    public TopicDeclaration {
        if (partitions < 1) {
            throw new IllegalArgumentException("Topic " + name + " needs at least one partition, not " + partitions);
        }
    }

    /** A topic whose records are loaded. */
    public TopicDeclaration(String name, int partitions, Duration retention, DataSize maxMessageBytes) {
        this(name, partitions, retention, maxMessageBytes, Use.LOADED);
    }

    /** A topic whose records are handled one by one. */
    public static TopicDeclaration handled(String name, int partitions, Duration retention, DataSize maxMessageBytes) {
        return new TopicDeclaration(name, partitions, retention, maxMessageBytes, Use.HANDLED);
    }

    /** A topic of which the last record of each key is kept. Who cannot read one passes it: there are no dead letters. */
    public static TopicDeclaration remembered(String name, DataSize maxMessageBytes) {
        return new TopicDeclaration(name, 1, Duration.ZERO, maxMessageBytes, Use.REMEMBERED);
    }

    /** The name of the topic, and of those that it brings along. */
    public List<String> names() {
        return Stream.concat(Stream.of(this), companions(partitions).stream())
                .map(TopicDeclaration::name)
                .toList();
    }

    /** What it brings along; dead letters and parked records keep the number of their partition. */
    List<TopicDeclaration> companions(int partitionsOfTopic) {
        return switch (use) {
            case LOADED -> List.of(deadLetters(partitionsOfTopic), parked(partitionsOfTopic));
            case HANDLED -> List.of(deadLetters(partitionsOfTopic));
            case REMEMBERED -> List.of();
        };
    }

    /** The name of the dead letter topic. */
    public String deadLetterName() {
        return name + "-dlt";
    }

    /** The dead letter topic's own declaration, for a topic that has so many partitions. */
    private TopicDeclaration deadLetters(int partitionsOfTopic) {
        return handled(deadLetterName(), partitionsOfTopic, retention, DataSize.ofBytes(largestDeadLetter()));
    }

    /** The name of the topic where records of held accounts wait. */
    public String parkedName() {
        return name + "-parked";
    }

    /** The parked topic's own declaration: its records wait until somebody lets their account go. */
    private TopicDeclaration parked(int partitionsOfTopic) {
        return handled(parkedName(), partitionsOfTopic, AS_LONG_AS_IT_TAKES, DataSize.ofBytes(largestDeadLetter()));
    }

    public long largestDeadLetter() {
        return maxMessageBytes.toBytes() + DEAD_LETTER_HEADERS.toBytes();
    }
}
