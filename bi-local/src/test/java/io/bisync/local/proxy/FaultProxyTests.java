package io.bisync.local.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each toxic, seen from both ends of a connection; a pause of ten minutes never ends by itself. */
@SuppressWarnings("NullAway.Init")
class FaultProxyTests {

    private static final Duration LONG = Duration.ofMinutes(10);
    private static final int LIMIT_MILLIS = 60_000;

    private ServerSocket listening;
    private FaultProxy proxy;
    private Socket client;
    private Socket server;

    @BeforeEach
    void connect() throws IOException {
        listening = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
        proxy = FaultProxy.open(0, listening.getLocalPort());
        client = new Socket(
                InetAddress.getLoopbackAddress(),
                Integer.parseInt(proxy.address().split(":", 2)[1]));
        server = listening.accept();
        client.setSoTimeout(LIMIT_MILLIS);
        server.setSoTimeout(LIMIT_MILLIS);
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        server.close();
        proxy.close();
        listening.close();
    }

    @Test
    void passesBytesBothWaysAndTheirEnds() throws IOException {
        send(client, "question");
        client.shutdownOutput();
        assertThat(all(server)).isEqualTo("question");

        send(server, "answer");
        server.close();
        assertThat(all(client)).isEqualTo("answer");
    }

    @Test
    void latencyHoldsBytesBack() throws IOException {
        var toxic = proxy.next(1, Direction.TO_SERVER, new Toxic.Latency(LONG));
        send(client, "late");
        struck(toxic);
        assertThat(server.getInputStream().available()).isZero();

        proxy.clear();
        assertThat(text(server, 4)).isEqualTo("late");
    }

    @Test
    void bandwidthLetsOnlySoMuchThrough() throws IOException {
        var toxic = proxy.next(1, Direction.TO_CLIENT, new Toxic.Bandwidth(1));
        var minutes = "slow".repeat(200);
        send(server, minutes);
        struck(toxic);
        assertThat(text(client, minutes.length())).isEqualTo(minutes);
        send(server, "slower");
        assertThat(client.getInputStream().available()).isZero();

        proxy.clear();
        assertThat(text(client, 6)).isEqualTo("slower");
    }

    @Test
    void timeoutSwallowsEverythingAndCloses() throws IOException {
        var toxic = proxy.next(1, Direction.TO_CLIENT, new Toxic.Timeout(Duration.ofMillis(1)));
        send(server, "lost");

        assertThat(client.getInputStream().read()).isEqualTo(-1);
        assertThat(toxic.struck()).isEqualTo(1);
    }

    @Test
    void slowCloseKeepsTheEndToItself() throws IOException {
        var toxic = proxy.next(1, Direction.TO_SERVER, new Toxic.SlowClose(LONG));
        send(client, "end");
        client.shutdownOutput();
        assertThat(text(server, 3)).isEqualTo("end");
        struck(toxic);

        proxy.clear();
        assertThat(server.getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void slicerCutsIntoPieces() throws IOException {
        var toxic = proxy.next(1, Direction.TO_SERVER, new Toxic.Slicer(3, LONG));
        send(client, "one two");
        assertThat(text(server, 3)).isEqualTo("one");
        struck(toxic);
        assertThat(server.getInputStream().available()).isZero();

        proxy.clear();
        assertThat(text(server, 4)).isEqualTo(" two");
    }

    @Test
    void limitDataClosesAfterSoManyBytes() throws IOException {
        var toxic = proxy.next(1, Direction.TO_CLIENT, new Toxic.LimitData(5));
        send(server, "half of it");

        assertThat(all(client)).isEqualTo("half ");
        assertThat(toxic.struck()).isEqualTo(1);
    }

    @Test
    void resetPeerResetsBothEnds() throws IOException {
        var toxic = proxy.next(1, Direction.TO_SERVER, new Toxic.ResetPeer(Duration.ofMillis(1)));
        send(client, "never");

        assertThatThrownBy(() -> all(client)).isInstanceOf(SocketException.class);
        assertThatThrownBy(() -> all(server)).isInstanceOf(SocketException.class);
        assertThat(toxic.struck()).isEqualTo(1);
    }

    @Test
    void aToxicIsForSoManyConnectionsInItsDirection() throws IOException {
        var other = proxy.next(1, Direction.TO_CLIENT, new Toxic.LimitData(1));
        send(client, "question");
        assertThat(text(server, 8)).isEqualTo("question");
        assertThat(other.struck()).isZero();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> proxy.next(0, Direction.TO_CLIENT, new Toxic.Latency(LONG)));
    }

    @Test
    void anOldConnectionMeetsTheNextToxicToo() throws IOException {
        delayed("first");
        delayed("second");
    }

    private void delayed(String text) throws IOException {
        var toxic = proxy.next(1, Direction.TO_SERVER, new Toxic.Latency(LONG));
        send(client, text);
        struck(toxic);
        proxy.clear();
        assertThat(text(server, text.length())).isEqualTo(text);
    }

    @Test
    void withoutAServerAConnectionIsReset() throws IOException {
        listening.close();
        try (var late = new Socket(
                InetAddress.getLoopbackAddress(),
                Integer.parseInt(proxy.address().split(":", 2)[1]))) {
            late.setSoTimeout(LIMIT_MILLIS);
            assertThatThrownBy(() -> all(late)).isInstanceOf(SocketException.class);
        }
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String text(Socket socket, int length) throws IOException {
        return new String(socket.getInputStream().readNBytes(length), StandardCharsets.US_ASCII);
    }

    private static String all(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }

    private static void struck(ToxicSwitch toxic) {
        await().atMost(Duration.ofMinutes(1)).until(() -> toxic.struck() == 1);
    }
}
