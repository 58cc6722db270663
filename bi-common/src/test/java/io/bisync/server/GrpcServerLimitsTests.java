package io.bisync.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.Empty;
import io.bisync.local.trickle.TricklingClients;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A gRPC server under our limits, before clients that mean no good. */
class GrpcServerLimitsTests {

    private static final Duration LIMIT = Duration.ofSeconds(90);

    /** HTTP/2's preface and the head of a SETTINGS frame of 6,000 bytes, which never come. */
    private static final String HALF_A_GREETING = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\u0017p\u0004\0\0\0\0\0";

    private static final MethodDescriptor<Empty, Empty> UNKNOWN = MethodDescriptor.<Empty, Empty>newBuilder()
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName("nobody/Serves")
            .setRequestMarshaller(ProtoUtils.marshaller(Empty.getDefaultInstance()))
            .setResponseMarshaller(ProtoUtils.marshaller(Empty.getDefaultInstance()))
            .build();

    private final GrpcServerLimits limits = new GrpcServerLimits();
    private final Server server;
    private final ManagedChannel channel;

    GrpcServerLimitsTests() throws IOException {
        var builder = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        limits.customize(builder);
        server = builder.maxConnectionIdle(3, TimeUnit.SECONDS).build().start();
        channel = NettyChannelBuilder.forAddress("127.0.0.1", server.getPort())
                .usePlaintext()
                .build();
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        server.shutdownNow();
        limits.destroy();
    }

    @Test
    void aClientIsAnsweredBesideFiveHundredThatTrickleAndTheyAreClosed() {
        assertAnswered();
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort());
        try (var many = TricklingClients.start(address, HALF_A_GREETING, 500, Duration.ofMillis(200))) {
            // Those beyond what the server takes are closed at once, the others when they have made no call for too
            // long.
            await().atMost(LIMIT).until(() -> many.closed() >= 500 - GrpcServerLimits.CONNECTIONS);
            await().atMost(LIMIT).until(() -> {
                assertAnswered();
                return many.closed() == 500;
            });
        }
    }

    private void assertAnswered() {
        var answer = catchThrowableOfType(
                StatusRuntimeException.class,
                () -> ClientCalls.blockingUnaryCall(channel, UNKNOWN, CallOptions.DEFAULT, Empty.getDefaultInstance()));
        assertThat(answer.getStatus().getCode()).isEqualTo(Status.Code.UNIMPLEMENTED);
    }
}
