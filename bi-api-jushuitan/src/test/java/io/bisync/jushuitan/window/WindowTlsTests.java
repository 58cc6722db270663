package io.bisync.jushuitan.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bisync.server.GrpcServerLimits;
import io.bisync.tls.Certificates;
import io.bisync.window.v1.LoadWindowProgress;
import io.bisync.window.v1.LoadWindowRequest;
import io.bisync.window.v1.WindowsGrpc;
import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.TlsChannelCredentials;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.grpc.server.autoconfigure.GrpcServerAutoConfiguration;
import org.springframework.boot.grpc.server.autoconfigure.GrpcServerServicesAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.grpc.server.lifecycle.GrpcServerLifecycle;

/** Windows over TLS: Boot's own setting, under the limits of our server. */
class WindowTlsTests {

    @TempDir
    private Path folder;

    @Test
    void windowsAreServedOverTlsWithTheCertificateOfTheBundle() {
        var certificates = Certificates.in(folder);
        serve(
                certificates.valid(),
                windows -> assertThat(windows.loadWindow(LoadWindowRequest.getDefaultInstance())
                                .next()
                                .getDone())
                        .isTrue());
    }

    @Test
    void aCertificateThatIsOverIsNotBelieved() {
        var certificates = Certificates.in(folder);
        serve(
                certificates.expired(),
                windows -> assertThatThrownBy(() -> windows.loadWindow(LoadWindowRequest.getDefaultInstance())
                                .next())
                        .hasStackTraceContaining("NotAfter"));
    }

    private void serve(Path keystore, Consumer<WindowsGrpc.WindowsBlockingStub> test) {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        SslAutoConfiguration.class,
                        GrpcServerServicesAutoConfiguration.class,
                        GrpcServerAutoConfiguration.class))
                .withBean(Windows.class)
                .withBean(GrpcServerLimits.class)
                .withPropertyValues(Certificates.keystore("erp", keystore))
                .withPropertyValues("spring.grpc.server.port=0", "spring.grpc.server.ssl.bundle=erp")
                .run(context -> {
                    var channel = Grpc.newChannelBuilderForAddress(
                                    "127.0.0.1",
                                    context.getBean(GrpcServerLifecycle.class).getPort(),
                                    trust())
                            .build();
                    try {
                        test.accept(WindowsGrpc.newBlockingStub(channel));
                    } finally {
                        channel.shutdownNow();
                    }
                });
    }

    private ChannelCredentials trust() {
        try {
            return TlsChannelCredentials.newBuilder()
                    .trustManager(folder.resolve("authority.pem").toFile())
                    .build();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static final class Windows extends WindowsGrpc.WindowsImplBase {

        @Override
        public void loadWindow(LoadWindowRequest request, StreamObserver<LoadWindowProgress> answer) {
            answer.onNext(LoadWindowProgress.newBuilder().setDone(true).build());
            answer.onCompleted();
        }
    }
}
