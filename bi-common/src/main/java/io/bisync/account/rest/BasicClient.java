package io.bisync.account.rest;

import io.bisync.account.ControlPlaneException;
import io.bisync.account.ControlPlaneRefusedException;
import io.bisync.account.ControlPlaneUnavailableException;
import io.bisync.account.LeaseLostException;
import io.bisync.tls.CertificateProblem;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.retry.backoff.BackOffInterruptedException;
import org.springframework.retry.support.RetryTemplate;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Calls bi-basic, sorts what goes wrong, repeats what may be repeated, and says once when bi-basic comes and goes. */
final class BasicClient {

    private static final Logger log = LoggerFactory.getLogger(BasicClient.class);
    /** The application's own mapper may spell names and instants as it likes; bi-basic's contract stays what it is. */
    static final JsonMapper JSON = JsonMapper.shared();

    private static final String DOWN = "BI-ACCOUNT-01";
    private static final int LONGEST_PROBLEM = 16_384;

    /** The lease of an account, or one to refresh its token, whose fence is too old. */
    private static final Set<String> LEASE_LOST = Set.of("BI-BASIC-05", "BI-BASIC-07");

    private final BasicApi api;
    private final RetryTemplate retry;
    private final MeterRegistry meters;
    private final AtomicBoolean answering = new AtomicBoolean(true);

    BasicClient(RestClient http, RetryTemplate retry, MeterRegistry meters) {
        var sorted = http.mutate()
                .defaultStatusHandler(HttpStatusCode::isError, (_, response) -> {
                    throw refusal(response);
                })
                .build();
        this.api = HttpServiceProxyFactory.builderFor(RestClientAdapter.create(sorted))
                .build()
                .createClient(BasicApi.class);
        this.retry = retry;
        this.meters = meters;
    }

    /** For questions that do no harm when they arrive twice. */
    <T> T ask(Function<BasicApi, T> question) {
        try {
            return retry.execute(_ -> askOnce(question));
        } catch (BackOffInterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new ControlPlaneUnavailableException(DOWN, "bi-basic was not asked again: this service stops", stop);
        }
    }

    /** For statements that do no harm when they arrive twice. */
    void tell(Consumer<BasicApi> statement) {
        ask(it -> {
            statement.accept(it);
            return it;
        });
    }

    <T> T askOnce(Function<BasicApi, T> question) {
        try {
            var answer = question.apply(api);
            if (answer == null) {
                throw new RestClientException("An answer without a body");
            }
            if (answering.compareAndSet(false, true)) {
                log.atInfo().addKeyValue("code", DOWN).log("bi-basic answers again");
            }
            return answer;
        } catch (ControlPlaneException e) {
            throw noted(e);
        } catch (RestClientException e) {
            // The exception's own message may quote the answer, so only its kind is told.
            var message = CertificateProblem.of(e)
                    .map(
                            "bi-basic is not believed, %s; see its certificate, and spring.ssl.bundle for bi-basic"
                                    ::formatted)
                    .orElseGet(() ->
                            "bi-basic does not answer (%s); check bi.basic.url and that it runs".formatted(kind(e)));
            throw noted(new ControlPlaneUnavailableException(DOWN, message, e));
        }
    }

    private ControlPlaneException noted(ControlPlaneException e) {
        meters.counter("bi.basic.failures", "code", e.code()).increment();
        if (e instanceof ControlPlaneUnavailableException && answering.compareAndSet(true, false)) {
            log.atWarn().addKeyValue("code", e.code()).log("{}", e.getMessage());
        }
        return e;
    }

    private static String kind(Throwable e) {
        var cause = e.getCause() == null ? e : e.getCause();
        return cause.getClass().getSimpleName();
    }

    private static ControlPlaneException refusal(ClientHttpResponse response) throws IOException {
        var status = response.getStatusCode();
        var problem = problem(response);
        var code = problem.code();
        var detail = problem.detail() == null ? "bi-basic answered " + status.value() : problem.detail();
        if (status.is5xxServerError() || status.value() == 429) {
            return new ControlPlaneUnavailableException(code == null ? DOWN : code, detail, null);
        }
        if (status.value() == 401 || status.value() == 403) {
            return new ControlPlaneRefusedException(
                    "BI-ACCOUNT-02",
                    "bi-basic does not let this token in (%d); check bi.basic.token".formatted(status.value()));
        }
        if (code == null) {
            return new ControlPlaneRefusedException("BI-ACCOUNT-04", "bi-basic answered " + status.value());
        }
        return LEASE_LOST.contains(code)
                ? new LeaseLostException(code, detail)
                : new ControlPlaneRefusedException(code, detail);
    }

    private static Problem problem(ClientHttpResponse response) throws IOException {
        var body = new String(response.getBody().readNBytes(LONGEST_PROBLEM), StandardCharsets.UTF_8);
        try {
            var problem = JSON.readValue(body, Problem.class);
            return problem == null ? new Problem(null, null) : problem;
        } catch (JacksonException _) {
            return new Problem(null, null);
        }
    }

    private record Problem(@Nullable String code, @Nullable String detail) {}
}
