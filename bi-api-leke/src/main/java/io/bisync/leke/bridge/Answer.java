package io.bisync.leke.bridge;

/** What became of an event; both doors say it in their own way. */
sealed interface Answer {

    /** Kafka has it. */
    record Accepted() implements Answer {}

    /** It was published before, with the same bytes; nothing was done. */
    record Repeated() implements Answer {}

    /** Nothing is wrong with it, and it was not published, as another one of its batch was refused. */
    record Withheld() implements Answer {}

    /**
     * It was not published; where the reason is that Kafka did not acknowledge it, it may have been.
     *
     * @param code a code of docs/errors.md
     * @param detail in words, without values of the entity
     */
    record Refused(Refusal refusal, String code, String detail) implements Answer {

        RefusedException thrown() {
            return new RefusedException(this);
        }
    }

    /** Kafka has it. */
    default boolean isPublished() {
        return this instanceof Accepted || this instanceof Repeated;
    }

    /** In a word: the code where it was refused. */
    default String text() {
        return switch (this) {
            case Accepted _ -> "accepted";
            case Repeated _ -> "repeated";
            case Withheld _ -> "withheld";
            case Refused refused -> refused.code();
        };
    }
}
