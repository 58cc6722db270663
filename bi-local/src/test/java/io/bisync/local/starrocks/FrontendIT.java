package io.bisync.local.starrocks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(StandIn.class)
class FrontendIT {

    private static final String DENIED = """
            HTTP/1.1 401 Unauthorized
            content-type: text/html
            www-authenticate: Basic realm=""
            """;

    @Test
    void redirectsWithoutCredentialsAndWithoutContinue() throws IOException {
        try (var client = new RawClient(StandIn.get().frontend())) {
            var reply = client.send(
                            "PUT /api/bi/no%%20such/_stream_load?a=b HTTP/1.1\nhost: user:secret@fe\nauthorization: %s\nexpect: 100-continue\ncontent-length: 9\n\n"
                                    .formatted(StandIn.authorization()))
                    .reply();
            assertThat(reply.head()).isEqualTo("""
                            HTTP/1.1 307 Temporary Redirect
                            location: %s/api/bi/no%%20such/_stream_load?a=b
                            content-type: text/html
                            connection: close
                            content-length: 0
                            """.formatted(StandIn.get().backend()));
            assertThat(reply.head())
                    .doesNotContain(StandIn.get().password())
                    .doesNotContain(StandIn.authorization().substring(6))
                    .doesNotContain("@");
            assertThat(client.isClosedByServer()).isTrue();
        }
    }

    @Test
    void checksThePasswordBeforeTheExpectation() throws IOException {
        assertThat(answerTo("PUT /api/bi/orders/_stream_load HTTP/1.1\n\n").head())
                .startsWith(DENIED);
        assertThat(answerTo("PUT /api/bi/orders/_stream_load HTTP/1.1\n\n").body())
                .isEqualTo(
                        "{\"status\":\"FAILED\",\"code\":\"1\",\"msg\":\"Need auth information.\",\"message\":\"Need auth information.\"}");
        assertThat(answerTo("PUT /api/bi/orders/_stream_load HTTP/1.1\nauthorization: %s\n\n"
                                .formatted(RawClient.basic("root@cluster", "wrong")))
                        .body())
                .isEqualTo(
                        "{\"status\":\"FAILED\",\"code\":\"1\",\"msg\":\"Access denied for root@127.0.0.1\",\"message\":\"Access denied for root@127.0.0.1\"}");
    }

    @Test
    void demandsTheExpectation() throws IOException {
        var reply = answerTo("PUT /api/bi/orders/_stream_load HTTP/1.1\nauthorization: %s\ncontent-length: 0\n\n"
                .formatted(StandIn.authorization()));
        assertThat(reply.head()).isEqualTo("""
                        HTTP/1.1 200 OK
                        content-type: application/json; charset=UTF-8
                        connection: close
                        content-length: %d
                        """.formatted(reply.body().length()));
        assertThat(reply.body()).isEqualTo("""
                        {
                          "Status": "FAILED",
                          "Message": "class com.starrocks.common.DdlException: There is no 100-continue header"
                        }""");
    }

    @Test
    void excusesHttp10FromTheExpectation() throws IOException {
        assertThat(answerTo("PUT /api/bi/orders/_stream_load HTTP/1.0\nauthorization: %s\n\n"
                                .formatted(StandIn.authorization()))
                        .status())
                .isEqualTo(307);
    }

    @Test
    void tellsTheStateOfALabelItDoesNotKnow() throws IOException {
        assertThat(StandIn.state("never-used"))
                .isEqualTo(
                        "{\"state\":\"UNKNOWN\",\"status\":\"OK\",\"code\":\"0\",\"msg\":\"Success\",\"message\":\"OK\"}");
        assertThat(get("/api/nowhere/get_load_state?label=x").body())
                .isEqualTo(
                        "{\"status\":\"FAILED\",\"code\":\"1\",\"msg\":\"unknown database, database=nowhere\",\"message\":\"unknown database, database=nowhere\"}");
        assertThat(get("/api/bi/get_load_state").body()).contains("No label selected.");
        assertThat(get("/api/bi/get_load_state?label=x&more=y").body())
                .contains("The stand-in does not implement the parameter 'more'");
        assertThat(answerTo("GET /api/bi/get_load_state?label=x HTTP/1.1\n\n").head())
                .startsWith(DENIED);
    }

    @Test
    void refusesToCancelWhatDoesNotRun() throws IOException {
        assertThat(answerTo("POST /api/bi/orders/_cancel?label=never-used HTTP/1.1\nauthorization: %s\n\n"
                                .formatted(StandIn.authorization()))
                        .body())
                .contains("\"status\":\"FAILED\"")
                .contains("transaction not found, label=never-used");
    }

    @Test
    void isHealthyWithoutAPassword() throws IOException {
        assertThat(answerTo("GET /api/health HTTP/1.1\n\n").body())
                .isEqualTo("{\"online_backend_num\":1,\"total_backend_num\":1,\"status\":\"OK\"}");
    }

    @Test
    void namesWhatItDoesNotImplement() throws IOException {
        assertThat(get("/api/transaction/begin").body())
                .isEqualTo("The stand-in does not implement /api/transaction/begin");
        assertThat(get("/api/bi/orders/_schema").status()).isEqualTo(501);
        assertThat(get("/elsewhere").status()).isEqualTo(404);
    }

    private static RawClient.Reply get(String path) throws IOException {
        return answerTo("GET %s HTTP/1.1\nauthorization: %s\n\n".formatted(path, StandIn.authorization()));
    }

    private static RawClient.Reply answerTo(String request) throws IOException {
        try (var client = new RawClient(StandIn.get().frontend())) {
            return client.send(request).reply();
        }
    }
}
