package io.bisync.proof.privacy;

import static io.bisync.table.ColumnType.BIGINT;
import static io.bisync.table.ColumnType.varchar;
import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.proof.privacy.FreeTexts.Kind;
import io.bisync.proof.privacy.FreeTexts.Planted;
import io.bisync.record.RecordSchema;
import io.bisync.record.Redactor;
import io.bisync.table.Entity;
import io.bisync.table.Envelope;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

class MaskingTests {

    private static final long SEED = 20261128;
    private static final int TEXTS = 3_000;
    private static final JsonMapper JSON = JsonMapper.shared();

    private static final Entity NOTE = Entity.of(
            "corpus",
            "note",
            Envelope.none(),
            note -> note.key("id", BIGINT).version("ts").freeText(varchar(4_000), "note"));

    private final FreeTexts texts = new FreeTexts(SEED);

    @ParameterizedTest
    @EnumSource(names = {"PHONE", "IDENTITY", "CARD", "EMAIL"})
    void noPhoneIdentityOrCardNumberAndNoEmailStays(Kind kind) {
        assertThat(found(kind)).isEmpty();
    }

    @Test
    void nineOfTenAddressesGo() {
        assertThat(found(Kind.ADDRESS)).hasSizeLessThanOrEqualTo(TEXTS / 10);
    }

    @Test
    void innocentTextsStayButForAFewInAThousand() {
        var changed = IntStream.range(0, TEXTS)
                .mapToObj(_ -> texts.innocent())
                .filter(it -> !masked(it).equals(it))
                .toList();
        assertThat(changed).hasSizeLessThanOrEqualTo(TEXTS * 5 / 1_000);
    }

    /** Texts of which something planted stays: but for e-mail, any digit. */
    private List<String> found(Kind kind) {
        return IntStream.range(0, TEXTS)
                .mapToObj(_ -> texts.planted(kind))
                .filter(it -> stays(kind, it, masked(it.text())))
                .map(Planted::text)
                .toList();
    }

    private static boolean stays(Kind kind, Planted planted, String masked) {
        return masked.contains(planted.value())
                || (kind == Kind.EMAIL ? masked.contains("@") : masked.chars().anyMatch(it -> it >= '0' && it <= '9'));
    }

    private static String masked(String text) {
        byte[] json = JSON.writeValueAsBytes(Map.of("id", 1, "ts", 1, "note", text));
        var out = new ByteArrayOutputStream();
        new Redactor(new RecordSchema(NOTE), "1").redact(json, 0, json.length, out);
        return JSON.readTree(out.toByteArray()).get("note").asString();
    }
}
