package io.bisync.leke.bridge;

import static io.bisync.leke.bridge.LekeEvents.fresh;
import static io.bisync.leke.bridge.LekeEvents.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.bisync.tls.Certificates;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gRPC door over TLS, with Boot's own settings: the certificate of a bundle, and clients that have to show theirs. */
class BridgeTlsIT {

    private static final String T1 = "publisher~leke~t1";

    @TempDir
    private static Path folder;

    private static Certificates certificates;
    private static Path keystore;
    private static BridgeService service;

    @BeforeAll
    static void start() {
        certificates = Certificates.in(folder);
        keystore = certificates.valid();
        service = new BridgeService(Stream.of(
                        Stream.of(Certificates.keystore("bridge", keystore)),
                        Stream.of(certificates.truststore("bridge")),
                        Stream.of("spring.grpc.server.ssl.bundle=bridge", "spring.grpc.server.ssl.client-auth=require"))
                .flatMap(it -> it)
                .toArray(String[]::new));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void whoBelievesTheBundleAndIsBelievedPublishes() throws Exception {
        var id = fresh();
        var channel = channel(trusting().keyManager(Certificates.keyManagers(keystore)));
        try {
            var answer = BridgeService.grpc(channel, T1).publish(BridgeService.event(id, value(id)));
            assertThat(answer.getId()).isEqualTo(id);
        } finally {
            channel.shutdownNow();
        }
        assertThat(service.records(id)).hasSize(1);
    }

    @Test
    void aClientThatShowsNoCertificateIsNotLetInWhateverItsToken() throws Exception {
        var channel = channel(trusting());
        try {
            assertNotLetIn(channel);
        } finally {
            channel.shutdownNow();
        }
    }

    @Test
    void nothingIsTakenInClear() {
        assertNotLetIn(service.channel);
    }

    private static void assertNotLetIn(ManagedChannel channel) {
        var id = fresh();
        assertThatExceptionOfType(StatusRuntimeException.class)
                .isThrownBy(() -> BridgeService.grpc(channel, T1).publish(BridgeService.event(id, value(id))))
                .satisfies(it -> assertThat(it.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE));
        assertThat(service.records(id)).isEmpty();
    }

    private static TlsChannelCredentials.Builder trusting() throws Exception {
        return TlsChannelCredentials.newBuilder()
                .trustManager(certificates.authority().toFile());
    }

    private static ManagedChannel channel(TlsChannelCredentials.Builder credentials) {
        return Grpc.newChannelBuilderForAddress("127.0.0.1", service.grpcPort(), credentials.build())
                .build();
    }
}
