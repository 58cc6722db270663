package io.bisync.topic;

/**
 * What is wrong with a topic.
 *
 * @param code a code of docs/errors.md
 * @param topic the topic
 * @param what what is wrong, with the value found
 * @param action what to do about it
 */
record TopicProblem(String code, String topic, String what, String action) {

    static final String MISSING = "BI-TOPIC-01";
    static final String COMPACTED = "BI-TOPIC-02";
    static final String TOO_FEW_PARTITIONS = "BI-TOPIC-03";
    static final String TOO_SMALL = "BI-TOPIC-04";
    static final String NO_BROKER = "BI-TOPIC-05";
    static final String NOT_ALLOWED = "BI-TOPIC-06";
    static final String FORGETFUL = "BI-TOPIC-07";
    static final String NOT_WRITABLE = "BI-TOPIC-08";
    static final String ONE_COPY = "BI-TOPIC-09";
    static final String ALL_NEEDED = "BI-TOPIC-10";

    /** Whether the service works with it. */
    boolean isRisk() {
        return code.equals(ONE_COPY) || code.equals(ALL_NEEDED);
    }

    @Override
    public String toString() {
        return code + " topic " + topic + " " + what;
    }
}
