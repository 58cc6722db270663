package io.bisync.local.trickle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** One of many: a socket, of which nothing ever waits. */
final class TricklingClient {

    /** What came of an attempt to go on. */
    enum Step {
        /** The server has not taken the connection yet. */
        WAITS,
        BEGAN,
        SENT,
        CLOSED
    }

    private final SocketChannel socket;
    private final byte[] beginning;
    private final ByteBuffer answer = ByteBuffer.allocate(512);
    private boolean begun;

    TricklingClient(InetSocketAddress server, byte[] beginning) {
        this.beginning = beginning;
        try {
            socket = SocketChannel.open();
            socket.configureBlocking(false);
            socket.connect(server);
        } catch (IOException unusable) {
            throw new UncheckedIOException("No socket can be opened; ulimit -n?", unusable);
        }
    }

    Step goOn() {
        try {
            if (!socket.finishConnect()) {
                return Step.WAITS;
            }
            if (!begun) {
                begun = true;
                socket.write(ByteBuffer.wrap(beginning));
                return Step.BEGAN;
            }
            if (socket.read(answer.clear()) < 0) {
                close();
                return Step.CLOSED;
            }
            socket.write(ByteBuffer.wrap(new byte[] {'a'}));
            return Step.SENT;
        } catch (IOException reset) {
            close();
            return Step.CLOSED;
        }
    }

    void close() {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            // Nothing is left to close.
        }
    }
}
