package io.bisync.local.jushuitan.book;

import io.bisync.local.jushuitan.field.Fields;
import io.bisync.local.jushuitan.field.ShanghaiTime;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the members of an object that a reader keeps as it is: payload and truth are the same. */
final class Members implements Fields {

    private final Map<String, Object> all = new LinkedHashMap<>();

    Map<String, Object> all() {
        return all;
    }

    @Override
    public void count(String field, @Nullable Long value) {
        put(field, value);
    }

    /** Whole: what a reader makes of a fraction in JSON is not what this is about. */
    @Override
    public void decimal(String field, @Nullable BigDecimal value) {
        put(field, value == null ? null : (Long) value.longValue());
    }

    @Override
    public void text(String field, @Nullable String value) {
        put(field, value);
    }

    @Override
    public void freeText(String field, @Nullable String value, @Nullable String shown) {
        put(field, shown);
    }

    @Override
    public void digits(String field, @Nullable String value) {
        put(field, value);
    }

    @Override
    public void moment(String field, long epochMillis) {
        put(field, epochMillis == NEVER ? null : ShanghaiTime.withSeconds(epochMillis));
    }

    @Override
    public void flag(String field, @Nullable Boolean value) {
        put(field, value);
    }

    @Override
    public void tree(String field, @Nullable Object value) {
        put(field, value);
    }

    @Override
    public void personal(String field, @Nullable String value) {
        throw new IllegalArgumentException(
                "'%s' is personal: it cannot stand in JSON that is kept whole".formatted(field));
    }

    @Override
    public void odd(String field, Object value) {
        put(field, value);
    }

    @Override
    public void unknown(String field, Object value) {
        put(field, value);
    }

    private void put(String field, @Nullable Object value) {
        if (value != null) {
            all.put(field, value);
        }
    }
}
