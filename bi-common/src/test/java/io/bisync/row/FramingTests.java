package io.bisync.row;

import static io.bisync.row.Orders.PLAIN;
import static io.bisync.row.Orders.WRAPPED;
import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.record.RecordSchema;
import io.bisync.table.Entity;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** A message names what stands there, as each has another cure. */
class FramingTests {

    private static final String ORDER = "{\"o_id\":1,\"ts\":2,\"items\":[]}";

    @Test
    void whatIsAroundOrInsteadOfAnEntityIsNamed() {
        assertThat(message(bytes("efbbbf", ORDER))).contains("byte order mark");
        assertThat(message(bytes("0000000007", ORDER))).contains("wire format", "7", "plain JSON");
        assertThat(message(ORDER.getBytes(StandardCharsets.UTF_16LE))).contains("UTF-16");
        assertThat(message(ORDER.getBytes(StandardCharsets.UTF_16BE))).contains("UTF-16");
        assertThat(message(ORDER.getBytes(StandardCharsets.UTF_16))).contains("UTF-16");
        assertThat(message(bytes("1f8b08", "x"))).contains("gzip");
        assertThat(message("\"{\\\"o_id\\\":1}\"")).contains("string that holds JSON");
        assertThat(message("[" + ORDER + "]")).contains("is an array");
        assertThat(message("<html>busy</html>")).contains("markup");
        assertThat(message("")).contains("is empty");
        assertThat(message("{\"schema\":{\"type\":\"struct\"},\"payload\":" + ORDER + "}"))
                .contains("Connect", "value.converter.schemas.enable=false");
        assertThat(message("{\"schema\":1,\"o_id\":2,\"payload\":3}")).doesNotContain("Connect");
    }

    @Test
    void aNeededArrayThatIsNoneIsSaidToBeWhatItIs() {
        assertThat(message(ORDER.replace("[]", "{\"a\":1}")))
                .isEqualTo("order.items is an object; it must be an array");
        assertThat(message(ORDER.replace("[]", "\"[{}]\"")))
                .isEqualTo("order.items is a string that holds JSON; it must be an array");
        assertThat(message(ORDER.replace("[]", "[7]")))
                .isEqualTo("order.items has an element that is a number; each must be an object");
    }

    @Test
    void anEnvelopesOperationIsSaidInItsOwnWords() {
        var event =
                "{\"op\":\"UPDATE\",\"tenant_id\":\"t1\",\"entity\":\"order\",\"version\":4,\"schema_version\":1,\"data\":{}}";
        assertThat(message(WRAPPED, event.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("The envelope's op is neither UPSERT nor DELETE");
        var string = event.replace("UPDATE", "UPSERT").replace("{}", "\"{}\"");
        assertThat(message(WRAPPED, string.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("order envelope.data is a string that holds JSON; it must be an object");
    }

    private static String message(String value) {
        return message(value.getBytes(StandardCharsets.UTF_8));
    }

    private static String message(byte[] value) {
        return message(PLAIN, value);
    }

    private static String message(Entity entity, byte[] value) {
        var outcome = new Normaliser(new RecordSchema(entity))
                .normalise(new SourceRecord("t", 0, 0, null, value, "7", null), new RangeBuffer(entity));
        return outcome instanceof Normalised.Rejected rejected ? rejected.message() : "no rejected: " + outcome;
    }

    private static byte[] bytes(String hex, String json) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(HexFormat.of().parseHex(hex));
        out.writeBytes(json.getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }
}
