package io.bisync.server;

import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A server's socket that closes what comes while so many connections are open. */
final class FullServerChannel extends NioServerSocketChannel {

    private final int most;
    private final AtomicInteger open = new AtomicInteger();

    FullServerChannel(int most) {
        this.most = most;
    }

    @Override
    protected int doReadMessages(List<Object> accepted) throws Exception {
        int before = accepted.size();
        int read = super.doReadMessages(accepted);
        while (accepted.size() > before) {
            var connection = (Channel) accepted.get(before);
            if (open.get() >= most) {
                accepted.remove(before);
                connection.unsafe().closeForcibly();
                continue;
            }
            open.incrementAndGet();
            var _ = connection.closeFuture().addListener(_ -> open.decrementAndGet());
            before++;
        }
        return read;
    }
}
