package io.bisync.proof.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.local.process.FreePorts;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PageGateTests {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private ServerSocket broker;
    private PageGate gate;
    private Socket client;

    @BeforeEach
    void connect() throws IOException {
        broker = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::answer);
        int port = FreePorts.next();
        gate = PageGate.open(port, broker.getLocalPort());
        client = new Socket(InetAddress.getLoopbackAddress(), port);
        client.setSoTimeout((int) LIMIT.toMillis());
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        gate.close();
        broker.close();
    }

    @Test
    void aPageIsHeldBehindAnotherOneOfItsSlice() throws IOException {
        var held = gate.arm(PageStep.ANSWERED);
        ask(FrameTests.produced());
        ask(FrameTests.committed());
        assertThat(held).isNotDone();
        assertThat(gate.begun()).containsExactly(41L);

        send(FrameTests.produced());

        assertThat(held).succeedsWithin(LIMIT).satisfies(it -> {
            assertThat(it.slice()).isEqualTo(41);
            it.letGo();
        });
        receive();
    }

    @Test
    void theCommitOfASlicesFirstPageIsNotHeldNorIsOneAfterItsProcessWasKilled() throws IOException {
        var held = gate.arm(PageStep.COMMITTED);
        ask(FrameTests.committed());
        gate.forget();
        ask(FrameTests.committed());
        assertThat(held).isNotDone();

        send(FrameTests.committed());

        assertThat(held).succeedsWithin(LIMIT).satisfies(PageHold::letGo);
        receive();
    }

    private void ask(Frame request) throws IOException {
        send(request);
        receive();
    }

    private void send(Frame request) throws IOException {
        request.write(new DataOutputStream(client.getOutputStream()));
    }

    private void receive() throws IOException {
        assertThat(Frame.read(new DataInputStream(client.getInputStream()))).isNotNull();
    }

    /** Answers every request with nothing but its number. */
    private void answer() {
        try (var connection = broker.accept();
                var in = new DataInputStream(connection.getInputStream());
                var out = new DataOutputStream(connection.getOutputStream())) {
            for (Frame request = Frame.read(in); request != null; request = Frame.read(in)) {
                new Frame(ByteBuffer.allocate(Integer.BYTES)
                                .putInt(request.number())
                                .array())
                        .write(out);
            }
        } catch (IOException ended) {
            // The test is over.
        }
    }
}
