package io.bisync.record;

import io.bisync.json.Bytes;
import io.bisync.json.Numerals;
import io.bisync.json.Text;
import io.bisync.record.ValueReader.Token;
import io.bisync.table.Action;
import io.bisync.table.Entity;
import io.bisync.time.DateTimes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads what a record says about itself: version, and whatever an envelope holds beside columns. */
final class IdentityReader {

    final Identity identity = new Identity();
    private final RecordSchema recordSchema;
    private final Scanner scanner;
    private final ValueReader values;

    IdentityReader(RecordSchema recordSchema, Scanner scanner, ValueReader values) {
        this.recordSchema = recordSchema;
        this.scanner = scanner;
        this.values = values;
    }

    void version(ObjectSchema objectSchema, Field field) {
        var token = values.scalar();
        if (token == Token.NULL) {
            return;
        }
        boolean mayBeNumber = token == Token.NUMBER || (token == Token.STRING && !scanner.forbidden);
        if (mayBeNumber) {
            values.unescape(token);
        }
        int start = values.scratch.size();
        int outcome = mayBeNumber
                ? Numerals.integer(
                        values.text, values.textFrom, values.textTo, 0, Entity.LARGEST_VERSION, values.scratch)
                : Numerals.NOT_A_NUMBER;
        if (outcome < 0) {
            throw new RejectedException(
                    Defect.NO_VERSION,
                    "%s.%s is not a whole number from 0 of at most 18 digits".formatted(objectSchema.path, field.name));
        }
        if (outcome == Numerals.REWRITTEN && Numerals.mayHaveLostDigits(values.text, values.textFrom, values.textTo)) {
            throw new RejectedException(
                    Defect.NO_VERSION,
                    "%s.%s is written as a double, which may have lost digits; a version is plain digits"
                            .formatted(objectSchema.path, field.name));
        }
        identity.version = outcome == Numerals.AS_IS
                ? Identity.number(values.text, values.textFrom, values.textTo)
                : Identity.number(values.scratch.array(), start, values.scratch.size());
    }

    /** Takes the date that was read last as the version; no date leaves it missing. */
    void version(ObjectSchema objectSchema, Field field, @Nullable OddValue oddValue) {
        if (oddValue == null && values.isNull()) {
            return;
        }
        long millis = oddValue == null ? millis() : -1;
        if (millis < 0) {
            throw new RejectedException(
                    Defect.NO_VERSION,
                    "%s.%s is the version and no date since 1970".formatted(objectSchema.path, field.name));
        }
        identity.version = millis;
    }

    private long millis() {
        byte[] date = (values.flags & RecordSlices.SCRATCH) == 0 ? scanner.source : values.scratch.array();
        return DateTimes.epochMillis(date, values.valueFrom, values.valueTo);
    }

    void envelope(ObjectSchema objectSchema, Field field) {
        var token = values.scalar();
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
        if (token == Token.STRING && scanner.forbidden) {
            throw OddValue.FORBIDDEN_CHARACTER.rejected(objectSchema, field);
        }
        values.unescape(token);
        var word = new String(values.text, values.textFrom, values.textTo - values.textFrom, StandardCharsets.UTF_8);
        switch (field.action) {
            case ACCOUNT -> identity.account = word;
            case OPERATION -> identity.operation(recordSchema.envelope, word);
            case ENTITY -> identity.entity(recordSchema.envelope, word);
            case SCHEMA -> identity.schema(recordSchema.envelope, word);
            case COLUMN, VERSION_COLUMN, HEADER_KEY, CHILDREN, VERSION, PERSONAL, IGNORED, BODY, ENVELOPE_KEY ->
                throw new IllegalStateException("Not of the envelope: " + field.action);
        }
    }

    /** Fits the id in the key of a delete without a value. */
    void key(byte[] recordKey, int start) {
        var objectSchema = recordSchema.body;
        var quoted = new Bytes(recordKey.length + 2);
        Text.quote(recordKey, start, recordKey.length, quoted);
        scanner.start(Arrays.copyOf(quoted.array(), quoted.size()));
        var token = values.scalar();
        if (token == Token.NULL) {
            throw new RejectedException(Defect.NO_KEY, "The delete's key names no " + objectSchema.path);
        }
        values.require(objectSchema, objectSchema.keyField(), token);
        // The caller has the record's key, not this copy of it.
        if ((values.flags & RecordSlices.SCRATCH) == 0) {
            int at = values.scratch.size();
            values.scratch.append(scanner.source, values.valueFrom, values.valueTo);
            values.set(values.flags | RecordSlices.SCRATCH, at, values.scratch.size());
        }
        identity.key(values.flags, values.valueFrom, values.valueTo);
    }

    private void envelopeKey(Token token) {
        var objectSchema = recordSchema.body;
        values.require(objectSchema, objectSchema.keyField(), token);
        identity.key(values.flags, values.valueFrom, values.valueTo);
    }

    /** For a field that is no column and holds something other than its action needs. */
    RejectedException wrong(ObjectSchema objectSchema, Field field, String wanted) {
        return new RejectedException(
                Defect.WRONG_TYPE,
                "%s.%s is %s; it must be %s"
                        .formatted(
                                objectSchema.path,
                                field.name,
                                Framing.kind(scanner.source, scanner.at, scanner.end),
                                wanted));
    }
}
