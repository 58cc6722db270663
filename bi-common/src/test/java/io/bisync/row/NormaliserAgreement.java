package io.bisync.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.bisync.row.StrictJson.Members;
import io.bisync.row.StrictJson.Text;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Whether the normaliser and {@link SecondReading} say the same of one record, in both directions. */
final class NormaliserAgreement {

    /** Answers whether the record has rows. */
    static boolean check(Normaliser normaliser, byte[] value) {
        var rangeBuffer = new RangeBuffer(Orders.PLAIN);
        var record = new SourceRecord("erp.erp.order", 3, 12, null, value, "7", null);
        var outcome = normaliser.normalise(record, rangeBuffer);
        var verdict = SecondReading.of(12, value);
        switch (outcome) {
            case Normalised.Ignored ignored -> fail("A value is never ignored: %s of %s", ignored, shown(value));
            case Normalised.Rejected rejected -> {
                assertThat(rejected.message())
                        .as("what a record says of itself is no message")
                        .doesNotContainPattern("\\w\\[\\w+=");
                assertThat(verdict)
                        .as("%s of %s", rejected, shown(value))
                        .isNotInstanceOf(SecondReading.Verdict.Fits.class);
                assertThat(rangeBuffer.bytes()).as("held for a rejected").isZero();
                assertThat(rangeBuffer.records()).as("records of a rejected").isZero();
            }
            case Normalised.Rows _ -> {
                var rows = rows(rangeBuffer);
                switch (verdict) {
                    case SecondReading.Verdict.Fits fits ->
                        assertThat(rows).as(shown(value)).isEqualTo(fits.rows());
                    case SecondReading.Verdict.Refused refused ->
                        fail("Rows of what must be refused (%s): %s", refused.why(), shown(value));
                    case SecondReading.Verdict.Unsure _ -> {}
                }
            }
        }
        return outcome instanceof Normalised.Rows;
    }

    /** The rows as a strict reader finds them, one a line. */
    private static Map<String, List<Map<String, StrictJson>>> rows(RangeBuffer rangeBuffer) {
        Map<String, List<Map<String, StrictJson>>> rows = new TreeMap<>();
        for (var table : rangeBuffer.tables()) {
            var text = Orders.text(table);
            assertThat(text.lines().count()).isEqualTo(table.rows());
            assertThat((long) text.getBytes(StandardCharsets.UTF_8).length).isEqualTo(table.bytes());
            if (!text.isEmpty()) {
                rows.put(
                        table.table().name(),
                        text.lines().map(NormaliserAgreement::row).toList());
            }
        }
        return rows;
    }

    private static Map<String, StrictJson> row(String line) {
        if (!(StrictJson.read(line.getBytes(StandardCharsets.UTF_8)) instanceof Members members)) {
            throw new AssertionError("Not an object: " + line);
        }
        var row = new LinkedHashMap<>(members.byName());
        row.computeIfPresent("amount", (_, it) -> SecondReading.amount(((Text) it).value()));
        row.computeIfPresent("price", (_, it) -> SecondReading.amount(((Text) it).value()));
        return row;
    }

    private static String shown(byte[] value) {
        return "'%s' (%s)"
                .formatted(
                        new String(value, StandardCharsets.UTF_8),
                        HexFormat.of().formatHex(value));
    }

    private NormaliserAgreement() {}
}
