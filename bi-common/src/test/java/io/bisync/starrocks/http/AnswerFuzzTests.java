package io.bisync.starrocks.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.bisync.starrocks.StarRocksException;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Answers made by a fuzzer: what is read of them stands in them, and nothing else comes out than what is declared. */
class AnswerFuzzTests {

    private static final JsonMapper PLAIN = JsonMapper.builder()
            .enable(tools.jackson.databind.DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .build();
    private static final int LONGEST = 4096;

    @FuzzTest
    void nothingIsReadThatDoesNotStandThere(byte[] answer) {
        var reply = Reply.of(200, answer, LONGEST);
        LoadAnswer.read(reply).ifPresentOrElse(it -> standsIn(it, reply), () -> hasNoStatus(reply));
        sql(reply);
        words(reply.text());
    }

    private static void standsIn(LoadAnswer read, Reply reply) {
        var json = PLAIN.readTree(reply.text());
        assertThat(read.status()).isEqualTo(json.get("Status").stringValue());
        assertThat(read.message()).isEqualTo(text(json, "Message", ""));
        assertThat(read.loaded()).isEqualTo(number(json, "NumberLoadedRows"));
        assertThat(read.filtered()).isEqualTo(number(json, "NumberFilteredRows"));
        assertThat(read.unselected()).isEqualTo(number(json, "NumberUnselectedRows"));
        var cut = reply.text().stripTrailing();
        assertThat(LoadAnswer.read(new Reply(200, cut.substring(0, cut.length() - 1), true)))
                .as("an answer without its end")
                .isEmpty();
        assertThat(read.timings().total()).isGreaterThanOrEqualTo(Duration.ZERO);
    }

    private static void hasNoStatus(Reply reply) {
        var strict = Json.object(reply.text());
        strict.ifPresent(it -> assertThat(it.path("Status").isString() && reply.complete())
                .as(reply.text())
                .isFalse());
    }

    private static void sql(Reply reply) {
        try {
            List<?> rows = SqlResult.rows(reply);
            assertThat(rows).isNotNull();
        } catch (StarRocksException declared) {
            assertThat(declared).hasMessageNotContaining("\n");
        }
    }

    private static void words(String text) {
        assertThat(Messages.quote(text)).hasSizeLessThanOrEqualTo(301).matches("[\\x20-\\x7e…]*");
        assertThat(Messages.meaning(text)).isNotNull();
        assertThat(RowErrors.summary(text, List.of("id", "name"))).matches("[\\x20-\\x7e×]*");
    }

    private static String text(JsonNode json, String field, String otherwise) {
        return json.path(field).stringValue(otherwise);
    }

    private static long number(JsonNode json, String field) {
        var value = json.path(field);
        return value.isIntegralNumber() && value.bigIntegerValue().bitLength() < 64 ? value.longValue() : -1;
    }
}
