package io.bisync.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bisync.secret.Sha256;
import java.util.Arrays;
import java.util.Base64;

/** Names a declaration and the rules of privacy it is under by everything that decides which bytes a record becomes. */
final class Fingerprint {

    /** Raised when the same record under the same declaration gives other rows than before. */
    private static final int WRITING = 1;

    private static final int BYTES = 8;

    private final StringBuilder text = new StringBuilder();

    private Fingerprint() {}

    static String of(EntityPlan entityPlan, String privacy) {
        var fingerprint = new Fingerprint();
        fingerprint.text.append(WRITING).append('\n').append(privacy).append('\n');
        entityPlan.members().stream()
                .sorted()
                .forEach(it -> fingerprint.text.append(it).append('\n'));
        entityPlan.tables().forEach(it -> fingerprint.text.append(it.ddl()).append('\n'));
        fingerprint.envelope(entityPlan.envelope());
        fingerprint.object(entityPlan.root());
        return fingerprint.digest();
    }

    private void envelope(Envelope envelope) {
        text.append(envelope.operation())
                .append(' ')
                .append(envelope.entity())
                .append(' ')
                .append(envelope.schemaMajor())
                .append('\n');
    }

    private void object(ObjectPlan object) {
        text.append(object.path())
                .append(object.keyedByPosition())
                .append(object.personalPrefixes())
                .append('\n');
        for (var field : object.fields()) {
            text.append(field.name())
                    .append(' ')
                    .append(field.action())
                    .append(' ')
                    .append(field.type())
                    .append(' ')
                    .append(field.place())
                    .append(' ')
                    .append(field.keyPart())
                    .append(' ')
                    .append(field.required())
                    .append(' ')
                    .append(field.freeText())
                    .append('\n');
            var nested = field.object();
            if (nested != null) {
                object(nested);
            }
        }
    }

    private String digest() {
        var digest = Sha256.of(text.toString().getBytes(UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, BYTES));
    }
}
