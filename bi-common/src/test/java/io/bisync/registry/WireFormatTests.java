package io.bisync.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Confluent's wire format, by the bytes that its documentation gives and by whatever else there may be. */
class WireFormatTests {

    private static final HexFormat HEX = HexFormat.of();

    @Test
    void aValueHasAZeroAndTheIdBeforeIt() {
        assertThat(WireFormat.frame(100_042, "{}".getBytes(UTF_8))).isEqualTo(HEX.parseHex("00000186ca7b7d"));
    }

    /** The first message is one zero; [1, 0] is the example of the documentation; counts and places are zigzag. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        0       | 00
        1       | 0202
        1,0     | 040200
        0,0     | 040000
        2,3,1   | 06040602
        64      | 028001
        300,129 | 04d8048202
        """)
    void aMessagesPlaceStandsBehindTheId(String path, String bytes) {
        var places = Stream.of(path.split(",", -1)).map(Integer::valueOf).toList();
        var framed = WireFormat.frame(7, places, new byte[] {42});

        assertThat(HEX.formatHex(framed)).isEqualTo("0000000007" + bytes + "2a");
        assertThat(WireFormat.place(framed, 5)).isEqualTo(new WireFormat.MessagePlace(places, framed.length - 1));
    }

    /** As writers before the short form had it. */
    @Test
    void theFirstMessageMayBeSpeltOut() {
        assertThat(WireFormat.place(HEX.parseHex("00000000010200ff"), 5))
                .isEqualTo(new WireFormat.MessagePlace(List.of(0), 7));
    }

    @Property(tries = 300)
    void whatIsFramedIsCut(@ForAll int id, @ForAll @Size(max = 200) byte[] value) {
        var framed = WireFormat.frame(id, value);
        var prefix = WireFormat.cut(framed);

        assertThat(prefix.id()).isEqualTo(id);
        assertThat(Arrays.copyOfRange(framed, prefix.from(), framed.length)).isEqualTo(value);
    }

    @Property(tries = 300)
    void whereverAMessageIsItsPlaceIsRead(
            @ForAll @Size(min = 1, max = 8) List<@IntRange(max = 99_999) Integer> path,
            @ForAll @Size(max = 20) byte[] message) {
        var framed = WireFormat.frame(1, path, message);
        var place = WireFormat.place(framed, WireFormat.cut(framed).from());

        assertThat(place.path()).isEqualTo(path);
        assertThat(Arrays.copyOfRange(framed, place.from(), framed.length)).isEqualTo(message);
    }

    @Property(tries = 1_000)
    void anyOtherBytesAreReadOrRefused(@ForAll @Size(max = 24) byte[] value) {
        try {
            var place = WireFormat.place(value, WireFormat.cut(value).from());
            assertThat(place.from()).isBetween(6, value.length);
        } catch (UnfitValueException refused) {
            assertThat(refused.code()).isEqualTo("BI-REGISTRY-03");
        }
    }

    @ParameterizedTest
    @CsvSource({"7b7d", "00", "00000001", "''"})
    void whatHasNoPrefixIsRefused(String bytes) {
        assertThatThrownBy(() -> WireFormat.cut(HEX.parseHex(bytes))).isInstanceOf(UnfitValueException.class);
    }

    /** A count of -1, one of five million, a place that never ends, a place that is cut off. */
    @ParameterizedTest
    @CsvSource({"01", "80dac409", "02ffffffffffff", "0480"})
    void aPlaceThatNoFileHasIsRefused(String bytes) {
        assertThatThrownBy(() -> WireFormat.place(HEX.parseHex("0000000001" + bytes), 5))
                .isInstanceOf(UnfitValueException.class)
                .hasMessageContaining("place");
    }
}
