package io.bisync.local.jushuitan.field;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Takes the fields of a row one by one. What a field is worth is said once; how the ERP spells
 * it and what is true of it are two implementations.
 */
public interface Fields {

    /** A moment that has not come. */
    long NEVER = Long.MIN_VALUE;

    /** A whole number. */
    void count(String field, @Nullable Long value);

    /** Money, a weight or a quantity. */
    void decimal(String field, @Nullable BigDecimal value);

    void text(String field, @Nullable String value);

    /** A text in which people write what they like, and what a reader may see of it. */
    void freeText(String field, @Nullable String value, @Nullable String shown);

    /** A text that the ERP sometimes sends as a bare number. */
    void digits(String field, @Nullable String value);

    /** A moment in epoch milliseconds, or {@link #NEVER}. */
    void moment(String field, long epochMillis);

    void flag(String field, @Nullable Boolean value);

    /** A subtree that the vendor's dictionary knows: an object, or an array of objects. */
    void tree(String field, @Nullable Object value);

    /** A value about a buyer. */
    void personal(String field, @Nullable String value);

    /** A field that the dictionary knows, with a value that it cannot have. */
    void odd(String field, Object value);

    /** A field that no dictionary knows. */
    void unknown(String field, Object value);
}
