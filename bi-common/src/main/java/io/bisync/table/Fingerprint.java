package io.bisync.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/** Names a declaration and the rules of privacy it is under by everything that decides which bytes a record becomes. */
final class Fingerprint {

    /** Raised when the same record under the same declaration gives other rows than before. */
    private static final int WRITING = 1;

    private static final int BYTES = 8;

    private final StringBuilder text = new StringBuilder();

    private Fingerprint() {}

    static String of(Compiled compiled, String privacy) {
        var fingerprint = new Fingerprint();
        fingerprint.text.append(WRITING).append('\n').append(privacy).append('\n');
        compiled.members().stream()
                .sorted()
                .forEach(it -> fingerprint.text.append(it).append('\n'));
        compiled.tables().forEach(it -> fingerprint.text.append(it.ddl()).append('\n'));
        fingerprint.envelope(compiled.envelope());
        fingerprint.shape(compiled.root());
        return fingerprint.digest();
    }

    private void envelope(Envelope envelope) {
        text.append(envelope.operation)
                .append(' ')
                .append(envelope.entity)
                .append(' ')
                .append(envelope.schemaMajor)
                .append('\n');
    }

    private void shape(Shape shape) {
        text.append(shape.path)
                .append(shape.keyedByPosition)
                .append(shape.declaredPrefixes)
                .append('\n');
        for (int i = 0; i < shape.size(); i++) {
            var field = shape.field(i);
            text.append(field.name)
                    .append(' ')
                    .append(field.action)
                    .append(' ')
                    .append(field.type)
                    .append(' ')
                    .append(field.column)
                    .append(' ')
                    .append(field.keyPart)
                    .append(' ')
                    .append(field.required)
                    .append(' ')
                    .append(field.freeText)
                    .append('\n');
            var nested = field.shape;
            if (nested != null) {
                shape(nested);
            }
        }
    }

    private String digest() {
        try {
            var digest =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, BYTES));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java runtime has SHA-256", impossible);
        }
    }
}
