package io.bisync.record;

import io.bisync.json.Text;
import io.bisync.table.Action;
import io.bisync.table.ColumnType;
import io.bisync.table.FieldPlan;
import org.jspecify.annotations.Nullable;

/**
 * A declared field of one kind of object: its name and what is done with its value. All that is asked for every value stands here
 * and not behind another reference.
 */
final class Field extends QuotedName {

    /** Its place among the fields of its object. */
    final int index;

    final Action action;

    /** Of its column, for {@link Action#COLUMN}. */
    final ColumnType type;

    /** {@code ,"name":} with the name of its column, for {@link Action#COLUMN}. */
    final byte[] prefix;

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

    Field(int index, FieldPlan plan) {
        super(plan.name());
        var column = plan.column();
        var columnName = column == null ? plan.name() : column.name();
        this.index = index;
        this.action = plan.action();
        this.type = plan.type();
        this.prefix = Text.member(columnName);
        this.keyPart = plan.keyPart();
        this.verbatim = column != null && columnName.equals(plan.name());
        this.quote = type.isQuoted() ? RecordSlices.QUOTE : 0;
        this.form = VerbatimValues.form(type);
        this.whole = VerbatimValues.whole(type);
        this.fraction = VerbatimValues.fraction(type, keyPart >= 0);
        this.objectSchema = plan.object() == null ? null : new ObjectSchema(plan.object());
        this.required = plan.required();
        this.freeText = plan.freeText();
    }
}
