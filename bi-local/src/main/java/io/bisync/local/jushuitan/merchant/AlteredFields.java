package io.bisync.local.jushuitan.merchant;

import io.bisync.local.jushuitan.field.Fields;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Passes an order's own fields on, except those that a fault or the question takes away. */
record AlteredFields(Fields fields, boolean finances, boolean versions) implements Fields {

    @Override
    public void count(String field, @Nullable Long value) {
        if (versions || !field.equals("ts")) {
            fields.count(field, value);
        }
    }

    @Override
    public void decimal(String field, @Nullable BigDecimal value) {
        fields.decimal(field, value);
    }

    @Override
    public void text(String field, @Nullable String value) {
        fields.text(field, value);
    }

    @Override
    public void freeText(String field, @Nullable String value, @Nullable String shown) {
        fields.freeText(field, value, shown);
    }

    @Override
    public void digits(String field, @Nullable String value) {
        fields.digits(field, value);
    }

    @Override
    public void moment(String field, long epochMillis) {
        fields.moment(field, epochMillis);
    }

    @Override
    public void flag(String field, @Nullable Boolean value) {
        fields.flag(field, value);
    }

    @Override
    public void tree(String field, @Nullable Object value) {
        if (finances || !field.equals("cb_finances")) {
            fields.tree(field, value);
        }
    }

    @Override
    public void personal(String field, @Nullable String value) {
        fields.personal(field, value);
    }

    @Override
    public void odd(String field, Object value) {
        fields.odd(field, value);
    }

    @Override
    public void unknown(String field, Object value) {
        fields.unknown(field, value);
    }
}
