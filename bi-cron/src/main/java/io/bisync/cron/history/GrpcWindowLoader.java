package io.bisync.cron.history;

import com.google.protobuf.Timestamp;
import io.bisync.tls.CertificateProblem;
import io.bisync.window.v1.LoadWindowProgress;
import io.bisync.window.v1.LoadWindowRequest;
import io.bisync.window.v1.WindowsGrpc;
import io.bisync.window.v1.WindowsGrpc.WindowsBlockingStub;
import io.grpc.CallCredentials;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Instant;
import java.util.Iterator;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.retry.support.RetryTemplate;

/** Asks the service that speaks the ERP, over gRPC; an unavailable service is asked again with growing pauses. */
final class GrpcWindowLoader implements WindowLoader {

    private static final Logger log = LoggerFactory.getLogger(GrpcWindowLoader.class);

    private static final Set<Status.Code> WORTH_ANOTHER_TRY =
            Set.of(Status.Code.UNAVAILABLE, Status.Code.RESOURCE_EXHAUSTED, Status.Code.ABORTED, Status.Code.CANCELLED);

    private final Set<String> skipped = ConcurrentHashMap.newKeySet();
    private final FirstWords firstWords;
    private final WindowsBlockingStub windows;
    private final RetryTemplate retries;

    GrpcWindowLoader(
            FirstWords firstWords,
            CallCredentials token,
            int attempts,
            long firstPauseMillis,
            long longestPauseMillis) {
        this.firstWords = firstWords;
        this.windows = WindowsGrpc.newBlockingStub(firstWords.channel()).withCallCredentials(token);
        this.retries = RetryTemplate.builder()
                .maxAttempts(attempts)
                .exponentialBackoff(firstPauseMillis, 2, longestPauseMillis, true)
                .retryOn(TransientStatusException.class)
                .build();
    }

    @Override
    public Loaded load(HistoryRequest request, Window window, Progress progress) {
        try {
            return Objects.requireNonNull(retries.execute(attempt -> once(request, window, progress)));
        } catch (TransientStatusException unavailable) {
            throw failed(window, unavailable.status);
        }
    }

    private Loaded once(HistoryRequest request, Window window, Progress progress) {
        try {
            firstWords.await();
            Iterator<LoadWindowProgress> messages = windows.loadWindow(LoadWindowRequest.newBuilder()
                    .setAccount(request.account())
                    .setEntity(request.entity())
                    .setFrom(timestamp(window.from()))
                    .setTo(timestamp(window.to()))
                    .setRun(request.run() == null ? "" : request.run())
                    .build());
            while (messages.hasNext()) {
                LoadWindowProgress message = messages.next();
                progress.published(message.getPublished(), message.getExpected());
                if (message.getDone()) {
                    return new Loaded(message.getPublished(), message.getCalls());
                }
            }
            throw new TransientStatusException(new StatusRuntimeException(
                    Status.UNAVAILABLE.withDescription("the service ended the stream before the window was done")));
        } catch (StatusRuntimeException status) {
            Status.Code code = status.getStatus().getCode();
            if (code == Status.Code.OUT_OF_RANGE) {
                if (skipped.add(request.entity())) {
                    log.atInfo()
                            .addKeyValue("account", request.account())
                            .addKeyValue("entity", request.entity())
                            .log("Skipped: {}", status.getStatus().getDescription());
                }
                return new Loaded(0, 0);
            }
            if (code == Status.Code.FAILED_PRECONDITION) {
                throw new NotReadyException(String.valueOf(status.getStatus().getDescription()));
            }
            if (WORTH_ANOTHER_TRY.contains(code)) {
                throw new TransientStatusException(status);
            }
            throw failed(window, status);
        }
    }

    private static WindowFailedException failed(Window window, StatusRuntimeException status) {
        return new WindowFailedException(
                "The window [%s, %s) was not loaded: %s"
                        .formatted(
                                window.from(),
                                window.to(),
                                CertificateProblem.of(status)
                                        .map("the service is not believed, "::concat)
                                        .orElseGet(() -> status.getStatus().toString())),
                status);
    }

    private static Timestamp timestamp(Instant instant) {
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }

    private static final class TransientStatusException extends RuntimeException {
        private final StatusRuntimeException status;

        TransientStatusException(StatusRuntimeException status) {
            super(status);
            this.status = status;
        }
    }
}
