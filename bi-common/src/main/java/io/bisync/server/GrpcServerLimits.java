package io.bisync.server;

import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.grpc.server.ServerBuilderCustomizer;

/** What a client may take of a service's gRPC server, as far as Spring has no property for it: it has few clients. */
public final class GrpcServerLimits implements ServerBuilderCustomizer<NettyServerBuilder>, DisposableBean {

    /** So many connections are open at once; further ones are closed at once. */
    public static final int CONNECTIONS = 100;

    private static final int CALLS_A_CONNECTION = 16;
    /** Counts where the connection is encrypted; a plain one that greets slowly is an idle one. */
    private static final long HANDSHAKE_SECONDS = 10;

    private final MultiThreadIoEventLoopGroup accepting = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final MultiThreadIoEventLoopGroup working = new MultiThreadIoEventLoopGroup(NioIoHandler.newFactory());

    @Override
    public void customize(NettyServerBuilder builder) {
        builder.handshakeTimeout(HANDSHAKE_SECONDS, TimeUnit.SECONDS)
                .maxConcurrentCallsPerConnection(CALLS_A_CONNECTION)
                .channelFactory(() -> new FullServerChannel(CONNECTIONS))
                .bossEventLoopGroup(accepting)
                .workerEventLoopGroup(working);
    }

    @Override
    public void destroy() {
        var _ = accepting.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        var _ = working.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
