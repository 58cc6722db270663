package io.bisync.jushuitan.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.jushuitan.openapi.ApiResult.Failure;
import io.bisync.jushuitan.openapi.ApiResult.Permanent;
import io.bisync.jushuitan.openapi.ApiResult.Refusal;
import io.bisync.jushuitan.openapi.ApiResult.Success;
import io.bisync.jushuitan.openapi.ApiResult.Transient;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerReaderTests {

    private static final Endpoint ORDERS =
            Endpoint.of("/open/orders/single/query", "orders", "o_id").pages(100);

    @Test
    void cutsEntitiesOutOfThePageAsTheyCame() {
        String first = """
            {"o_id": 38852, "items":[{"o_id":1,"ts":2,"name":"a\\"}]{"}], "ts":22105643871,"modified":"2021-09-28 18:30:01.5"}\
            """;
        String second = "{\"ts\":\"22105643872\",\"o_id\":\"38853\",\"freight\":1e999}";
        Page page = page("""
            {"msg":"执行成功","data":{"page_index":1,"page_count":3,"data_count":202,"orders":[ %s ,%s],"has_next":true},"code":0}
            """.formatted(first, second));

        assertThat(texts(page)).containsExactly(first, second);
        assertThat(page.entities()).extracting(EntitySlice::id).containsExactly("38852", "38853");
        assertThat(page.entities()).extracting(EntitySlice::ts).containsExactly(22105643871L, 22105643872L);
        assertThat(page.entities()).extracting(EntitySlice::modified).containsExactly("2021-09-28 18:30:01.5", null);
        assertThat(page.hasNext()).isTrue();
        assertThat(page.pages()).isEqualTo(3);
        assertThat(page.total()).isEqualTo(202);
    }

    @Test
    void anEntityWithoutKeyOrVersionIsStillThere() {
        Page page = page("""
            {"code":0,"data":{"has_next":false,"orders":[{"ts":""},{"o_id":null,"ts":1e999},{"o_id":""},null]}}\
            """);

        assertThat(texts(page)).hasSize(4);
        assertThat(page.entities()).allSatisfy(it -> {
            assertThat(it.id()).isNull();
            assertThat(it.ts()).isNull();
        });
    }

    @Test
    void aKeyOfTwoFieldsNeedsBothAndIsInTheirOrder() {
        Endpoint shipments = Endpoint.of("/open/logistic/query", "orders", "o_id", "l_id");
        byte[] answer = """
            {"code":0,"data":{"has_next":false,"orders":[{"l_id":"SF1","o_id":7},{"o_id":8}]}}\
            """.getBytes(StandardCharsets.UTF_8);
        Page page = ((Success<Page>) new AnswerReader<>(new PageReader(shipments), ErrorCodes::inBusinessCall)
                        .read(answer)
                        .apiResult())
                .value();
        assertThat(page.entities()).extracting(EntitySlice::id).containsExactly("7:SF1", null);
    }

    @Test
    void badUtf8InOneEntityDoesNotSpoilThePage() {
        byte[] answer = """
            {"code":0,"data":{"orders":[{"o_id":1,"name":"??","ts":5},{"o_id":2,"ts":6}],"has_next":false}}\
            """.getBytes(StandardCharsets.UTF_8);
        IntStream.range(0, answer.length).filter(i -> answer[i] == '?').forEach(i -> answer[i] = (byte) 0xC3);

        assertThat(((Success<Page>) read(answer)).value().entities())
                .extracting(EntitySlice::id)
                .containsExactly("1", "2");
    }

    @Test
    void anEmptyPageIsAPage() {
        assertThat(page("{\"code\":\"0\",\"data\":{\"orders\":[],\"has_next\":false}}")
                        .entities())
                .isEmpty();
        assertThat(page("{\"code\":0,\"data\":{\"orders\":null,\"has_next\":false}}")
                        .entities())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html><body>502 Bad Gateway</body></html>",
                "",
                "   ",
                "null",
                "[]",
                "{\"code\":0,\"data\":{\"orders\":[{\"o_id\":1,\"ts\":2},{\"o_id\":2,",
                "{\"code\":0,\"data\":{\"orders\":[{\"o_id\":1,\"ts\":2}],\"has_next\":tr",
                "{\"code\":0,\"data\":{\"orders\":[{\"o_id\":1 \"ts\":2}]}}",
                "{\"code\":0,\"data\":{\"orders\":[],\"has_next\":false}}{}",
                "{\"msg\":\"no code\"}",
                "{\"code\":{},\"data\":{\"orders\":[]}}",
                "{\"code\":\"zero\",\"data\":{\"orders\":[]}}",
                "{\"code\":0,\"data\":null}",
                "{\"code\":0,\"data\":[]}",
                "{\"code\":0,\"data\":{\"datas\":[]}}",
                "{\"code\":0,\"data\":{\"orders\":[}]}}",
            })
    void whatIsNotAnAnswerIsTriedAgain(String body) {
        ApiResult<Page> apiResult = read(body.getBytes(StandardCharsets.UTF_8));

        assertThat(((Transient<Page>) apiResult).failure()).isEqualTo(Failure.NOT_AN_ANSWER);
    }

    @Test
    void aRefusalWithCodeZeroIsNoSuccess() {
        assertThat(read("{\"code\":0,\"issuccess\":false,\"msg\":\"?\",\"data\":{\"orders\":[]}}"
                        .getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Transient.class);
    }

    @Test
    void anErrorKeepsItsMessageAndNoSecret() {
        String body = "{\"code\":140,\"issuccess\":false,\"msg\":\"参数传递错误 d7b01bf0842a4742a9450e21ffd95f60\"}";

        assertThat(read(body.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(new Permanent<>(Refusal.REQUEST, 140, "参数传递错误 ***"));
    }

    @Test
    void readsAToken() {
        AnswerReader<Token> reader = new AnswerReader<>(new TokenReader(() -> Instant.EPOCH), ErrorCodes::inTokenCall);

        assertThat(reader.read("""
            {"code":0,"msg":"执行成功","data":{"access_token":"a","refresh_token":"r","expires_in":2592000,"scope":"all"}}\
            """.getBytes(StandardCharsets.UTF_8)).apiResult())
                .isEqualTo(new Success<>(new Token("a", "r", Instant.EPOCH.plusSeconds(2592000))));
    }

    private static Page page(String answer) {
        return (Page) ((Success<?>) read(answer.getBytes(StandardCharsets.UTF_8))).value();
    }

    private static ApiResult<Page> read(byte[] answer) {
        return new AnswerReader<>(new PageReader(ORDERS), ErrorCodes::inBusinessCall)
                .read(answer)
                .apiResult();
    }

    private static List<String> texts(Page page) {
        return page.entities().stream()
                .map(it -> new String(page.answer(), it.from(), it.to() - it.from(), StandardCharsets.UTF_8))
                .toList();
    }
}
