package io.bisync.leke.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.util.unit.DataSize;

/** CloudEvents in headers. */
class HttpEventsTests {

    private final HttpEvents reader = new HttpEvents(new BridgeProperties(
            List.of(), 1, 1, DataSize.ofBytes(10), DataSize.ofBytes(20), 2, Duration.ofHours(1), 10));

    private final MockHttpServletRequest request = new MockHttpServletRequest() {
        @Override
        public long getContentLengthLong() {
            return length;
        }
    };

    /** As the client says it; -1 where it does not. */
    private long length = -1;

    HttpEventsTests() {
        request.setContentType("application/json");
        request.setContent("{}".getBytes(UTF_8));
        request.addHeader("CE-SpecVersion", "1.0");
        request.addHeader("ce-id", "1");
        request.addHeader("ce-source", "/a");
        request.addHeader("ce-type", "t");
    }

    @Test
    void attributesAreHeadersWhoseNamesMayBeWrittenAnyhow() throws IOException {
        request.addHeader("ce-subject", "Euro%20%E2%82%AC%F0%9F%98%80 100%");
        request.addHeader("ce-partitionkey", "t1:1");
        request.addHeader("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        var event = reader.read(request).getFirst().to("topic");

        assertThat(event.key()).isEqualTo("t1:1");
        assertThat(event.headers())
                .containsEntry("ce_subject", "Euro €😀 100%")
                .containsKey("traceparent")
                .doesNotContainKey("ce_partitionkey");
    }

    @ParameterizedTest
    @CsvSource({
        "ce-time, yesterday",
        "ce-subject, caf\u00e9",
        "ce-subject, %C3",
        "ce-subject, %0A",
        "ce-id, 2",
    })
    void whatIsNotAsTheBindingSaysIsRefused(String header, String value) {
        request.addHeader(header, value);

        assertRefused(Refusal.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ce-id", "ce-source", "ce-type", "CE-SpecVersion"})
    void whatEveryEventHasMayNotBeMissing(String header) {
        request.removeHeader(header);

        assertRefused(Refusal.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/json;charset=gbk", "application/xml", "nonsense", "*/*"})
    void otherMediaTypesAreNotTaken(String type) {
        request.setContentType(type);

        assertRefused(Refusal.MEDIA_TYPE);
    }

    @Test
    void aBodyIsTakenUpToItsLimitAlsoWithoutALength() throws IOException {
        request.setContent(new byte[20]);
        assertThat(reader.read(request).getFirst().data()).hasSize(20);

        request.setContent(new byte[21]);
        assertRefused(Refusal.TOO_LARGE);

        request.setContent(new byte[0]);
        length = 21;
        assertRefused(Refusal.TOO_LARGE);
    }

    private void assertRefused(Refusal refusal) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> reader.read(request).getFirst().to("topic"))
                .satisfies(it -> assertThat(it.answer.refusal()).isEqualTo(refusal));
    }
}
