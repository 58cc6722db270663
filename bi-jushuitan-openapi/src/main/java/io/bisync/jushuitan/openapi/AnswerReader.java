package io.bisync.jushuitan.openapi;

import io.bisync.json.BrokenJsonException;
import io.bisync.jushuitan.openapi.ApiResult.Failure;
import io.bisync.jushuitan.openapi.ApiResult.Success;
import io.bisync.jushuitan.openapi.ApiResult.Transient;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads the envelope around every answer: {@code code}, {@code msg}, {@code issuccess} and {@code data}. */
final class AnswerReader<T> {

    private static final byte[] CODE = name("code");
    private static final byte[] MESSAGE = name("msg");
    private static final byte[] SUCCESS = name("issuccess");
    private static final byte[] DATA = name("data");

    private final DataReader<T> dataReader;
    private final Classification<T> classification;

    AnswerReader(DataReader<T> dataReader, Classification<T> classification) {
        this.dataReader = dataReader;
        this.classification = classification;
    }

    ParsedAnswer<T> read(byte[] answer) {
        Fields fields = new Fields();
        try {
            JsonScan scan = new JsonScan(answer);
            scan.object(name -> {
                if (name.is(CODE)) {
                    fields.code = scan.scalar();
                } else if (name.is(MESSAGE)) {
                    fields.message = scan.scalar();
                } else if (name.is(SUCCESS)) {
                    fields.refused = "false".equals(scan.scalar());
                } else if (name.is(DATA) && scan.peek() == '{') {
                    fields.data = dataReader.read(answer, scan);
                } else {
                    scan.skip();
                }
            });
            if (!scan.isAtEnd()) {
                throw new MalformedAnswerException("More than one JSON value in the answer");
            }
            return judged(fields);
        } catch (MalformedAnswerException | BrokenJsonException malformed) {
            return new ParsedAnswer<>(
                    "malformed", new Transient<>(Failure.NOT_AN_ANSWER, String.valueOf(malformed.getMessage())));
        }
    }

    private ParsedAnswer<T> judged(Fields fields) throws MalformedAnswerException {
        if (fields.code == null) {
            throw new MalformedAnswerException("The answer has no code");
        }
        int code;
        try {
            code = Integer.parseInt(fields.code);
        } catch (NumberFormatException unreadable) {
            throw new MalformedAnswerException("The answer's code is not a number");
        }
        String message = fields.message == null ? "" : fields.message;
        if (code != 0 || fields.refused) {
            return new ParsedAnswer<>(String.valueOf(code), classification.of(code, message));
        }
        if (fields.data == null) {
            throw new MalformedAnswerException("The answer has code 0 and no data");
        }
        return new ParsedAnswer<>("0", new Success<>(fields.data));
    }

    private static byte[] name(String name) {
        return name.getBytes(StandardCharsets.US_ASCII);
    }

    private final class Fields {
        private @Nullable String code;
        private @Nullable String message;
        private boolean refused;
        private @Nullable T data;
    }

    /** The answer, and its code as the meters count it. */
    record ParsedAnswer<T>(String code, ApiResult<T> apiResult) {}

    /** Reads the object under {@code data}. */
    @FunctionalInterface
    interface DataReader<T> {
        T read(byte[] answer, JsonScan scan) throws MalformedAnswerException;
    }

    /** What an error code means for the call. */
    @FunctionalInterface
    interface Classification<T> {
        ApiResult<T> of(int code, String message);
    }
}
