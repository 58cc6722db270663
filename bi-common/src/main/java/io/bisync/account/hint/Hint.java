package io.bisync.account.hint;

import io.bisync.topic.TopicDeclaration;
import java.time.Duration;
import java.util.Locale;
import org.springframework.util.unit.DataSize;

/**
 * Something of an account is said to have changed. It says which and nothing of how: that is read again at the ERP. So hearing
 * it twice, late, or from somebody who made it up, costs a question and does no other harm.
 *
 * @param account its id
 * @param entity for example {@code order}
 * @param field the field whose value is known, for example {@code o_id}
 * @param id that value
 * @param reason who says so
 */
public record Hint(String account, String entity, String field, String id, Reason reason) {

    /** Who says that something changed. */
    public enum Reason {
        /** A message that anybody may have made up. It is of use for minutes: then it was read anyway. */
        PUSHED,
        /** An operator, who means it whenever it is read. */
        ASKED;

        private final String type = "io.bisync.push." + name().toLowerCase(Locale.ROOT);

        /** The CloudEvents type. */
        public String type() {
            return type;
        }
    }

    /** Where hints of a source are. */
    public static String topic(String source) {
        return "bi.push." + source;
    }

    /** The topic, for who handles them. */
    public static TopicDeclaration declaration(String source) {
        return TopicDeclaration.handled(topic(source), 6, Duration.ofDays(1), DataSize.ofMegabytes(1));
    }

    /** What is said of one thing stays in order, and on one partition. */
    public String key() {
        return String.join("|", account, entity, field, id);
    }
}
