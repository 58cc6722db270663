package io.bisync.record;

import io.bisync.json.Bytes;
import io.bisync.json.Text;
import io.bisync.record.ValueReader.Token;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Brings the part of an entity's key that a record's header says. Records in a row mostly say the same: it is fitted once. */
final class ScopeReader {

    private static final byte[] NOTHING = {};

    private final ObjectSchema body;
    private final @Nullable Field field;
    private final Scanner scanner;
    private final ValueReader values;
    private final Bytes fitted = new Bytes(64);
    private byte[] said = NOTHING;
    private int flags;

    ScopeReader(RecordSchema recordSchema, Scanner scanner, ValueReader values) {
        this.body = recordSchema.body;
        this.field = recordSchema.body.headerKey();
        this.scanner = scanner;
        this.values = values;
    }

    /** Fits what the header says to its column, before the value is read. */
    void fit(byte @Nullable [] header) {
        if (field == null || (header != null && header.length > 0 && Arrays.equals(header, said))) {
            return;
        }
        var token = header == null ? Token.NULL : scalar(header);
        if (header == null || token == Token.NULL) {
            throw new RejectedException(
                    Defect.NO_KEY, "No header of the record says %s.%s".formatted(body.path, field.name));
        }
        values.require(body, field, token);
        fitted.clear();
        fitted.append(bytes(), values.valueFrom, values.valueTo);
        flags = values.flags & RecordSlices.QUOTE;
        said = header;
    }

    /** Writes it down as a member and as a part of the key of the entity's row. */
    void write(MemberWriter members, int row) {
        if (field != null) {
            int from = values.scratch.size();
            values.scratch.append(fitted.array(), 0, fitted.size());
            values.set(flags | RecordSlices.SCRATCH, from, values.scratch.size());
            members.write(body, field, row);
        }
    }

    /** Refuses a value that names another one than the header. */
    void compare(Field inBody) {
        var token = values.scalar();
        if (token == Token.NULL) {
            return;
        }
        values.require(body, inBody, token);
        if (!Arrays.equals(fitted.array(), 0, fitted.size(), bytes(), values.valueFrom, values.valueTo)) {
            throw new RejectedException(
                    Defect.CONTRADICTION,
                    "The header and the value name different ones as %s.%s".formatted(body.path, inBody.name));
        }
    }

    private Token scalar(byte[] header) {
        var quoted = new Bytes(header.length + 2);
        Text.quote(header, 0, header.length, quoted);
        scanner.start(Arrays.copyOf(quoted.array(), quoted.size()));
        return values.scalar();
    }

    /** The bytes in which the value that was read last stands. */
    private byte[] bytes() {
        return (values.flags & RecordSlices.SCRATCH) == 0 ? scanner.source : values.scratch.array();
    }
}
