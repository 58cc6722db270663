package io.bisync.record;

import io.bisync.json.Bytes;
import io.bisync.json.Numerals;
import io.bisync.json.Text;
import io.bisync.table.Action;
import io.bisync.table.Entity;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads what a record says about itself: version, and whatever an envelope holds beside columns. */
class IdentityReader extends Values {

    final Identity identity = new Identity();
    private final RecordSchema recordSchema;

    IdentityReader(RecordSchema recordSchema, Bytes scratch, boolean byName) {
        super(scratch, byName);
        this.recordSchema = recordSchema;
    }

    final void version(ObjectSchema objectSchema, Field field) {
        var token = scalar();
        if (token == Token.NULL) {
            return;
        }
        boolean mayBeNumber = token == Token.NUMBER || (token == Token.STRING && !forbidden);
        if (mayBeNumber) {
            unescape(token);
        }
        int start = scratch.size();
        int outcome = mayBeNumber
                ? Numerals.integer(text, textFrom, textTo, 0, Entity.LARGEST_VERSION, scratch)
                : Numerals.NOT_A_NUMBER;
        if (outcome < 0) {
            throw new RejectedException(
                    Defect.NO_VERSION,
                    "%s.%s is not a whole number from 0 of at most 18 digits".formatted(objectSchema.path, field.name));
        }
        if (outcome == Numerals.REWRITTEN && Numerals.mayHaveLostDigits(text, textFrom, textTo)) {
            throw new RejectedException(
                    Defect.NO_VERSION,
                    "%s.%s is written as a double, which may have lost digits; a version is plain digits"
                            .formatted(objectSchema.path, field.name));
        }
        identity.version = outcome == Numerals.AS_IS
                ? Identity.number(text, textFrom, textTo)
                : Identity.number(scratch.array(), start, scratch.size());
    }

    final void envelope(ObjectSchema objectSchema, Field field) {
        var token = scalar();
        if (token == Token.NULL) {
            return;
        }
        if (field.action == Action.ENVELOPE_KEY) {
            envelopeKey(token);
            return;
        }
        if (token == Token.NESTED) {
            throw wrong(objectSchema, field, "a string");
        }
        if (token == Token.STRING && forbidden) {
            throw OddValue.FORBIDDEN_CHARACTER.rejected(objectSchema, field);
        }
        unescape(token);
        var word = new String(text, textFrom, textTo - textFrom, StandardCharsets.UTF_8);
        switch (field.action) {
            case ACCOUNT -> identity.account = word;
            case OPERATION -> identity.operation(recordSchema.envelope, word);
            case ENTITY -> identity.entity(recordSchema.envelope, word);
            case SCHEMA -> identity.schema(recordSchema.envelope, word);
            case COLUMN, CHILDREN, VERSION, PERSONAL, IGNORED, BODY, ENVELOPE_KEY ->
                throw new IllegalStateException("Not of the envelope: " + field.action);
        }
    }

    /** Fits the id in the key of a delete without a value. */
    final void key(byte[] recordKey, int start) {
        var objectSchema = recordSchema.body;
        var quoted = new Bytes(recordKey.length + 2);
        Text.quote(recordKey, start, recordKey.length, quoted);
        start(Arrays.copyOf(quoted.array(), quoted.size()));
        var token = scalar();
        if (token == Token.NULL) {
            throw new RejectedException(Defect.NO_KEY, "The delete's key names no " + objectSchema.path);
        }
        require(objectSchema, objectSchema.keyField(), token);
        // The caller has the record's key, not this copy of it.
        if ((flags & RecordSlices.SCRATCH) == 0) {
            int at = scratch.size();
            scratch.append(source, valueFrom, valueTo);
            set(flags | RecordSlices.SCRATCH, at, scratch.size());
        }
        identity.key(flags, valueFrom, valueTo);
    }

    private void envelopeKey(Token token) {
        var objectSchema = recordSchema.body;
        require(objectSchema, objectSchema.keyField(), token);
        identity.key(flags, valueFrom, valueTo);
    }

    /** For a field that is no column and holds something other than its action needs. */
    final RejectedException wrong(ObjectSchema objectSchema, Field field, String wanted) {
        return new RejectedException(
                Defect.WRONG_TYPE,
                "%s.%s is %s; it must be %s"
                        .formatted(objectSchema.path, field.name, Framing.kind(source, at, end), wanted));
    }
}
