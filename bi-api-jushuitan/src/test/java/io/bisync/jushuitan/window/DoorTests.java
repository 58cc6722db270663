package io.bisync.jushuitan.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.bisync.account.KnownTokens;
import io.bisync.jushuitan.BearerToken;
import io.bisync.window.v1.LoadWindowProgress;
import io.bisync.window.v1.LoadWindowRequest;
import io.bisync.window.v1.WindowsGrpc;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.grpc.server.autoconfigure.GrpcServerAutoConfiguration;
import org.springframework.boot.grpc.server.autoconfigure.GrpcServerServicesAutoConfiguration;
import org.springframework.boot.grpc.server.autoconfigure.security.GrpcServerOAuth2ResourceServerAutoConfiguration;
import org.springframework.boot.grpc.server.autoconfigure.security.GrpcServerSecurityAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.grpc.server.lifecycle.GrpcServerLifecycle;

/** The door of the service's gRPC server before windows that are loaded at once. */
@ExtendWith(OutputCaptureExtension.class)
class DoorTests {

    private static final ConfigurableApplicationContext SERVICE = start(KnownTokens.class, Windows.class);
    private static final ManagedChannel CHANNEL = NettyChannelBuilder.forAddress(
                    "127.0.0.1", SERVICE.getBean(GrpcServerLifecycle.class).getPort())
            .usePlaintext()
            .build();

    @AfterAll
    static void stop() {
        CHANNEL.shutdownNow();
        SERVICE.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"job", "service", "administrator"})
    void rolesThatLoadWindowsAreLetIn(String token) {
        var answer = stub().withCallCredentials(new BearerToken(token)).loadWindow(request());

        assertThat(answer.next().getDone()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "unknown, UNAUTHENTICATED, BI-JST-40",
        "viewer,  PERMISSION_DENIED, BI-JST-40",
        "lost,    UNAVAILABLE, BI-JST-41",
    })
    void whoIsNotLetInIsToldWhetherToTryAgain(String token, Status.Code status, String code) {
        assertRefused(stub().withCallCredentials(new BearerToken(token)), status, code);
    }

    @Test
    void whoShowsNoTokenIsNotLetIn() {
        assertRefused(stub(), Status.Code.UNAUTHENTICATED, "BI-JST-40");
    }

    @Test
    void aServerThatCannotTellCallersDoesNotStart(CapturedOutput output) {
        assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> start(Windows.class));

        assertThat(output).contains("bi.basic.url is not set", "BI_BASIC_URL");
    }

    private static void assertRefused(WindowsGrpc.WindowsBlockingStub stub, Status.Code status, String code) {
        assertThatExceptionOfType(StatusRuntimeException.class)
                .isThrownBy(() -> stub.loadWindow(request()).hasNext())
                .satisfies(it -> {
                    assertThat(it.getStatus().getCode()).isEqualTo(status);
                    assertThat(it.getStatus().getDescription()).startsWith(code + " ");
                });
    }

    private static WindowsGrpc.WindowsBlockingStub stub() {
        return WindowsGrpc.newBlockingStub(CHANNEL);
    }

    private static LoadWindowRequest request() {
        return LoadWindowRequest.getDefaultInstance();
    }

    private static ConfigurableApplicationContext start(Class<?>... sources) {
        return new SpringApplicationBuilder(sources)
                .web(WebApplicationType.NONE)
                .properties("spring.config.location=optional:classpath:/none/")
                .run("--spring.grpc.server.address=127.0.0.1", "--spring.grpc.server.port=0");
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        SslAutoConfiguration.class,
        GrpcServerAutoConfiguration.class,
        GrpcServerServicesAutoConfiguration.class,
        GrpcServerSecurityAutoConfiguration.class,
        GrpcServerOAuth2ResourceServerAutoConfiguration.class
    })
    @Import(DoorConfiguration.class)
    static class Windows {

        @Bean
        WindowsGrpc.WindowsImplBase windows() {
            return new WindowsGrpc.WindowsImplBase() {
                @Override
                public void loadWindow(LoadWindowRequest request, StreamObserver<LoadWindowProgress> caller) {
                    caller.onNext(LoadWindowProgress.newBuilder().setDone(true).build());
                    caller.onCompleted();
                }
            };
        }
    }
}
