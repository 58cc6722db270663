package io.bisync.table;

import org.jspecify.annotations.Nullable;

/**
 * A declared field of one shape: its name and what is done with its value. All that is asked for every value stands here
 * and not behind another reference.
 */
final class Field extends QuotedName {

    /** Its place among the fields of its shape. */
    final int index;

    final Action action;

    /** Of its column, for {@link Action#COLUMN}. */
    final ColumnType type;

    /** Its column's place in the table, for {@link Action#COLUMN}. */
    final int column;

    /** Its place in the level's own key, or -1. */
    final int keyPart;

    /** Whether its column has its name, so that a value that fits can be copied name and all. */
    final boolean verbatim;

    /** {@link RecordSlices#QUOTE} where its column's values travel as strings, or 0. */
    final int quote;

    /** One of {@link VerbatimValues}'s. */
    final int form;

    /** For {@link VerbatimValues}: the bytes of a text, or the digits of a number before its point. */
    final int whole;

    /** For {@link VerbatimValues}: the digits behind the point. */
    final int fraction;

    final @Nullable ObjectSchema objectSchema;
    final boolean required;

    /** Whether people write what they like there. */
    final boolean freeText;

    private Field(
            int index,
            String name,
            Action action,
            ColumnType type,
            int column,
            int keyPart,
            boolean verbatim,
            @Nullable ObjectSchema objectSchema,
            boolean required,
            boolean freeText) {
        super(name);
        this.index = index;
        this.action = action;
        this.type = type;
        this.column = column;
        this.keyPart = keyPart;
        this.verbatim = verbatim;
        this.quote = type.isQuoted() ? RecordSlices.QUOTE : 0;
        this.form = VerbatimValues.form(type);
        this.whole = VerbatimValues.whole(type);
        this.fraction = VerbatimValues.fraction(type, keyPart >= 0);
        this.objectSchema = objectSchema;
        this.required = required;
        this.freeText = freeText;
    }

    static Field of(int index, String name, Action action) {
        return new Field(index, name, action, ColumnType.JSON, -1, -1, false, null, false, false);
    }

    static Field column(int index, String name, Column column, int place, int keyPart) {
        return new Field(
                index,
                name,
                Action.COLUMN,
                column.type(),
                place,
                keyPart,
                name.equals(column.name()),
                null,
                false,
                false);
    }

    Field asFreeText(boolean free) {
        return free
                ? new Field(index, name, action, type, column, keyPart, verbatim, objectSchema, required, true)
                : this;
    }

    static Field nested(int index, String name, Action action, ObjectSchema objectSchema, boolean required) {
        return new Field(index, name, action, ColumnType.JSON, -1, -1, false, objectSchema, required, false);
    }
}
