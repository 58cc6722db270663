package io.bisync.registry;

import io.bisync.registry.RegistryException.Reason;
import io.bisync.tls.CertificateProblem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Asks a registry once, and sorts what goes wrong. */
final class RegistryClient {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int LONGEST_PROBLEM = 16_384;
    private static final int LONGEST_TOLD = 300;

    /** Subject, version and schema that are not there; another 404 is of a server that is no registry. */
    private static final int FIRST_UNKNOWN = 40_401;

    private static final int LAST_UNKNOWN = 40_403;

    private final RegistryApi api;

    RegistryClient(RestClient http) {
        var sorted = http.mutate()
                .defaultStatusHandler(HttpStatusCode::isError, (_, response) -> {
                    throw problem(response);
                })
                .build();
        this.api = HttpServiceProxyFactory.builderFor(RestClientAdapter.create(sorted))
                .build()
                .createClient(RegistryApi.class);
    }

    /**
     * An answer.
     *
     * @throws RegistryException when there is none, or another than was asked for
     */
    <T> T ask(Function<RegistryApi, @Nullable T> question) {
        try {
            var answer = question.apply(api);
            if (answer == null) {
                throw away("answers something else; check the path of bi.registry.url", null);
            }
            return answer;
        } catch (RestClientException failed) {
            throw away(unreachable(failed), failed);
        }
    }

    /** Its own message may quote the answer. */
    private static String unreachable(RestClientException failed) {
        var certificate = CertificateProblem.of(failed);
        return certificate.isPresent()
                ? "is not believed, %s; see its certificate, and spring.ssl.bundle for schema-registry"
                        .formatted(certificate.get())
                : "does not answer (%s); check bi.registry.url and that it runs".formatted(kind(failed));
    }

    private static RegistryException problem(ClientHttpResponse response) throws IOException {
        var status = response.getStatusCode().value();
        var told = read(response);
        var words = told.message() == null ? "" : ": " + shortened(told.message());
        return switch (status) {
            case 404 ->
                told.error_code() >= FIRST_UNKNOWN && told.error_code() <= LAST_UNKNOWN
                        ? new RegistryException(
                                Reason.UNKNOWN, "The schema registry does not have what it was asked for" + words, null)
                        : away("answers 404 as no registry does; check the path of bi.registry.url", null);
            case 401, 403 ->
                away(
                        "does not let us in (%d); check bi.registry.username and password, or bi.registry.token"
                                .formatted(status),
                        null);
            case 409 ->
                new RegistryException(
                        Reason.REFUSED,
                        "The schema registry refuses a schema that does not fit the subject's level" + words,
                        null);
            case 422 ->
                new RegistryException(
                        Reason.REFUSED, "The schema registry refuses a schema that is not valid" + words, null);
            default -> away("answers %d%s".formatted(status, words), null);
        };
    }

    private static RegistryException away(String what, @Nullable Throwable cause) {
        return new RegistryException(Reason.AWAY, "The schema registry " + what, cause);
    }

    private static String shortened(String message) {
        return message.length() <= LONGEST_TOLD ? message : message.substring(0, LONGEST_TOLD) + " …";
    }

    private static String kind(Throwable failed) {
        var cause = failed.getCause() == null ? failed : failed.getCause();
        return cause.getClass().getSimpleName();
    }

    private static Problem read(ClientHttpResponse response) throws IOException {
        var body = new String(response.getBody().readNBytes(LONGEST_PROBLEM), StandardCharsets.UTF_8);
        try {
            var problem = JSON.readValue(body, Problem.class);
            return problem == null ? new Problem(0, null) : problem;
        } catch (JacksonException _) {
            return new Problem(0, null);
        }
    }

    /** The names are the registry's. */
    private record Problem(int error_code, @Nullable String message) {}
}
