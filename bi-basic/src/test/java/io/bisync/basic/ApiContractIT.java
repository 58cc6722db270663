package io.bisync.basic;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.basic.ApiContract.Exchange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The published description of bi-basic. That it is true of every answer in these tests is {@link Exchanges}' work. */
class ApiContractIT {

    private static final Path KEPT = Path.of("..", "docs", "openapi.json");
    private static final Set<String> HEADERS = Set.of("etag", "x-request-id");
    private static final String ACCOUNT = """
        {"id":"7","source":"jushuitan","name":"A","appKind":"OWN","appKey":"k","companyId":null,"limits":null,\
        "enabled":true,"disabled":null,"version":1,"createdAt":"2026-11-01T00:00:00Z","updatedAt":"2026-11-01T00:00:00Z",\
        "authorisation":null}\
        """;

    private final JsonNode document =
            BasicServer.shared().nobody().get("/v3/api-docs").json();
    private final ApiContract contract = new ApiContract(document);

    /** A changed name, role, status or field is seen by whoever reviews the change. */
    @Test
    void theDescriptionIsTheOneThatIsKept() throws IOException {
        var json =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        var now = Path.of("target", "openapi.json");
        Files.writeString(now, json.writeValueAsString(document) + "\n");

        assertThat(json.readTree(Files.readString(KEPT)))
                .as("copy bi-basic/%s to docs if this change is meant", now)
                .isEqualTo(document);
    }

    @Test
    void anAnswerAsDescribedIsNoDeviation() {
        assertThat(contract.deviations(answer(200, "application/json", ACCOUNT)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        "name":"A",       |                    | required property 'name' not found
        "companyId":null, |                    | required property 'companyId' not found
        "name":"A"        | "name":null        | null found, string expected
        "version":1       | "version":"1"      | string found, integer expected
        "appKind":"OWN"   | "appKind":"X"      | enumeration
        "limits":null     | "limits":{}        | required property 'perSecond' not found
        "createdAt":"2026-11-01T00:00:00Z" | "createdAt":"1793491200" | date-time
        "enabled":true    | "enabled":true,"x":1 | 'x' is not defined
        """)
    void anAnswerThatDiffersIsFound(String described, String instead, String deviation) {
        var answered = ACCOUNT.replace(described, instead == null ? "" : instead);

        assertThat(String.join("\n", contract.deviations(answer(200, "application/json", answered))))
                .contains(deviation);
    }

    @Test
    void aStatusATypeACodeAndAHeaderThatAreNotDescribedAreFound() {
        assertThat(contract.deviations(answer(202, "application/json", ACCOUNT)))
                .containsExactly("GET /api/accounts/7 -> 202 is a status that is not described");
        assertThat(contract.deviations(answer(200, "text/html", ACCOUNT)))
                .containsExactly("GET /api/accounts/7 -> 200 is of type 'text/html'");
        var problem = """
            {"type":"urn:bisync:error:bi-basic-19","title":"Not Found","status":404,"detail":"d","code":"BI-BASIC-19"}\
            """;
        assertThat(contract.deviations(answer(404, "application/problem+json", problem)))
                .containsExactly("GET /api/accounts/7 -> 404 has the code BI-BASIC-19");
        assertThat(contract.deviations(
                        new Exchange("GET", "/api/accounts/7", "", "", 200, Set.of(), "application/json", ACCOUNT)))
                .contains("GET /api/accounts/7 -> 200 lacks the header ETag");
    }

    @Test
    void aBodyThatIsTakenAlthoughItIsNotDescribedIsFound() {
        var taken = new Exchange(
                "POST",
                "/api/sources/jushuitan/permits",
                "application/json",
                "{\"requests\":[{\"account\":\"7\",\"priority\":\"LIVE\"}]}",
                200,
                HEADERS,
                "application/json",
                "{\"answers\":[]}");

        assertThat(String.join("\n", contract.deviations(taken))).contains("required property 'wanted' not found");
    }

    private static Exchange answer(int status, String type, String body) {
        return new Exchange("GET", "/api/accounts/7", "", "", status, HEADERS, type, body);
    }
}
