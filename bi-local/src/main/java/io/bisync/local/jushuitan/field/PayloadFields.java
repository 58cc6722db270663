package io.bisync.local.jushuitan.field;

import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes fields as the ERP spells them; the spelling varies by field and version and is the same every time for one version. */
public final class PayloadFields implements Fields {

    private final JsonGenerator json;
    private final long mood;
    private final Set<String> ids;

    /**
     * Writes the members of one object.
     *
     * @param mood varies the spelling; derived from the row's identity and version
     * @param ids the numbers that a client needs before it can file a row: seldom quoted
     */
    public PayloadFields(JsonGenerator json, long mood, Set<String> ids) {
        this.json = json;
        this.mood = mood;
        this.ids = ids;
    }

    @Override
    public void count(String field, @Nullable Long value) {
        if (value == null) {
            absent(field);
        } else if (Dice.chance(ids.contains(field) ? 15 : 200, mood, field)) {
            json.writeName(field).writeString(Long.toString(value));
        } else {
            json.writeName(field).writeNumber(value);
        }
    }

    @Override
    public void decimal(String field, @Nullable BigDecimal value) {
        if (value == null) {
            absent(field);
            return;
        }
        String plain = value.toPlainString();
        String short_ = value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
        switch (Dice.below(4, mood, field)) {
            case 0 -> json.writeName(field).writeString(plain);
            case 1 -> json.writeName(field).writeNumber(plain);
            default -> json.writeName(field).writeNumber(short_);
        }
    }

    @Override
    public void text(String field, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            absent(field);
        } else {
            json.writeName(field).writeString(value);
        }
    }

    @Override
    public void freeText(String field, @Nullable String value, @Nullable String shown) {
        text(field, value);
    }

    @Override
    public void digits(String field, @Nullable String value) {
        if (value != null && Dice.chance(300, mood, field)) {
            json.writeName(field).writeNumber(value);
        } else {
            text(field, value);
        }
    }

    @Override
    public void moment(String field, long epochMillis) {
        if (epochMillis == NEVER) {
            if (Dice.below(40, mood, field + "?") == 0) {
                json.writeName(field).writeString("0000-00-00 00:00:00");
            } else {
                absent(field);
            }
            return;
        }
        boolean whole = epochMillis % 1000 == 0 && Dice.chance(700, mood, field);
        json.writeName(field)
                .writeString(whole ? ShanghaiTime.withSeconds(epochMillis) : ShanghaiTime.withMillis(epochMillis));
    }

    @Override
    public void flag(String field, @Nullable Boolean value) {
        if (value == null) {
            absent(field);
            return;
        }
        json.writeName(field);
        switch (Dice.below(20, mood, field)) {
            case 0 -> json.writeString(Boolean.toString(value));
            case 1 -> json.writeNumber(value ? 1 : 0);
            case 2 -> json.writeString(value ? "1" : "0");
            default -> json.writeBoolean(value);
        }
    }

    @Override
    public void tree(String field, @Nullable Object value) {
        if (value == null) {
            return;
        }
        json.writeName(field).writePOJO(value);
    }

    @Override
    public void personal(String field, @Nullable String value) {
        text(field, value);
    }

    @Override
    public void odd(String field, Object value) {
        json.writeName(field).writePOJO(value);
    }

    @Override
    public void unknown(String field, Object value) {
        json.writeName(field).writePOJO(value);
    }

    private void absent(String field) {
        switch (Dice.below(40, mood, field)) {
            case 0 -> json.writeName(field).writeString("");
            case 1 -> json.writeName(field).writeNull();
            default -> {
                // Most empty fields are not sent at all.
            }
        }
    }
}
