package io.bisync.local.jushuitan.field;

import io.bisync.local.marks.Marks;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects what is true of a row, in the one canonical spelling. */
public final class TruthFields implements Fields {

    private static final int SCALE = 4;

    private final String path;
    private final Map<String, @Nullable Object> row = new LinkedHashMap<>();
    private final Map<String, @Nullable Object> extra = new LinkedHashMap<>();

    /** @param path of the objects whose fields these are, as operators name it */
    public TruthFields(String path) {
        this.path = path;
    }

    @Override
    public void count(String field, @Nullable Long value) {
        row.put(field, value);
    }

    @Override
    public void decimal(String field, @Nullable BigDecimal value) {
        row.put(
                field,
                value == null
                        ? null
                        : value.setScale(SCALE, RoundingMode.HALF_UP).toPlainString());
    }

    @Override
    public void text(String field, @Nullable String value) {
        row.put(field, value == null || value.isEmpty() ? null : value);
    }

    @Override
    public void freeText(String field, @Nullable String value, @Nullable String shown) {
        text(field, shown);
    }

    @Override
    public void digits(String field, @Nullable String value) {
        text(field, value);
    }

    @Override
    public void moment(String field, long epochMillis) {
        row.put(field, epochMillis == NEVER ? null : ShanghaiTime.withMillis(epochMillis));
    }

    @Override
    public void flag(String field, @Nullable Boolean value) {
        row.put(field, value);
    }

    @Override
    public void tree(String field, @Nullable Object value) {
        row.put(field, value instanceof Map<?, ?> members ? shown(path + "." + field, members) : value);
    }

    private static Map<String, @Nullable Object> shown(String place, Map<?, ?> members) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        members.forEach((name, value) -> shown.put(String.valueOf(name), value));
        Marks.at(place)
                .forEach(mark ->
                        shown.computeIfPresent(mark.name(), (name, value) -> Marks.shown(place + "." + name, value)));
        return shown;
    }

    @Override
    public void personal(String field, @Nullable String value) {}

    @Override
    public void odd(String field, Object value) {
        row.put(field, null);
        extra.put(field, value);
    }

    @Override
    public void unknown(String field, Object value) {
        extra.put(field, Marks.shown(path + "." + field, value));
    }

    /** The row, with {@code extra} as its last member. */
    public Map<String, @Nullable Object> row() {
        row.put("extra", extra.isEmpty() ? null : extra);
        return row;
    }
}
