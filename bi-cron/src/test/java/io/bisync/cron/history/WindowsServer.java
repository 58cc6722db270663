package io.bisync.cron.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.window.v1.LoadWindowProgress;
import io.bisync.window.v1.LoadWindowRequest;
import io.bisync.window.v1.WindowsGrpc;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerCredentials;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Answers LoadWindow as a service would, and remembers what it was asked. */
final class WindowsServer extends WindowsGrpc.WindowsImplBase implements AutoCloseable {

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final Server server;
    private final List<Window> asked = new ArrayList<>();
    private final List<String> entities = new ArrayList<>();
    private final Deque<Status> failures = new ArrayDeque<>();
    private final CountDownLatch held = new CountDownLatch(1);
    private int holdAt = Integer.MAX_VALUE;
    private volatile @Nullable String token;

    WindowsServer() throws IOException {
        this(InsecureServerCredentials.create());
    }

    WindowsServer(ServerCredentials credentials) throws IOException {
        this(0, credentials);
    }

    WindowsServer(int port, ServerCredentials credentials) throws IOException {
        server = Grpc.newServerBuilderForPort(port, credentials)
                .addService(this)
                .intercept(new ServerInterceptor() {
                    @Override
                    public <Q, A> ServerCall.Listener<Q> interceptCall(
                            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
                        token = headers.get(AUTHORIZATION);
                        return next.startCall(call, headers);
                    }
                })
                .build()
                .start();
    }

    int port() {
        return server.getPort();
    }

    @Nullable String token() {
        return token;
    }

    synchronized List<Window> asked() {
        return List.copyOf(asked);
    }

    /** The entity of each call. */
    synchronized List<String> entities() {
        return List.copyOf(entities);
    }

    /** The next calls fail like this, one after the other. */
    synchronized void failNext(Status... statuses) {
        failures.addAll(List.of(statuses));
    }

    /** The call of this number (from 1) never ends. */
    synchronized void holdAt(int call) {
        holdAt = call;
    }

    /** Waits until a call is held. */
    void awaitHeld() throws InterruptedException {
        assertThat(held.await(2, TimeUnit.MINUTES)).as("a call is held").isTrue();
    }

    @Override
    public void loadWindow(LoadWindowRequest request, StreamObserver<LoadWindowProgress> answers) {
        Status failure;
        synchronized (this) {
            entities.add(request.getEntity());
            asked.add(new Window(
                    Instant.ofEpochSecond(request.getFrom().getSeconds()),
                    Instant.ofEpochSecond(request.getTo().getSeconds())));
            failure = failures.poll();
            if (asked.size() == holdAt) {
                held.countDown();
                return;
            }
        }
        if (failure != null) {
            answers.onError(failure.asRuntimeException());
            return;
        }
        answers.onNext(LoadWindowProgress.newBuilder()
                .setCalls(1)
                .setPublished(50)
                .setExpected(100)
                .build());
        answers.onNext(LoadWindowProgress.newBuilder()
                .setCalls(2)
                .setPublished(100)
                .setExpected(100)
                .setDone(true)
                .build());
        answers.onCompleted();
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
