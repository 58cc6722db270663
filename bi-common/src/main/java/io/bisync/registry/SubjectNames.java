package io.bisync.registry;

/** What the schema of a topic's values is registered under. */
public enum SubjectNames {
    /** {@code <topic>-value}: one schema a topic, whatever it is called. */
    TOPIC,
    /** The full name of the record or message: one schema for all topics that carry it. */
    RECORD,
    /** {@code <topic>-<full name>}: several schemas a topic, each with changes of its own. */
    TOPIC_RECORD;

    /** The subject of a schema of this full name on a topic. */
    public String of(String topic, String record) {
        return switch (this) {
            case TOPIC -> topic + "-value";
            case RECORD -> record;
            case TOPIC_RECORD -> topic + "-" + record;
        };
    }
}
