package io.bisync.operations;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.alibaba.nacos.api.config.remote.request.ConfigBatchListenRequest;
import com.alibaba.nacos.api.config.remote.request.ConfigChangeNotifyRequest;
import com.alibaba.nacos.api.config.remote.request.ConfigQueryRequest;
import com.alibaba.nacos.api.config.remote.response.ConfigChangeBatchListenResponse;
import com.alibaba.nacos.api.config.remote.response.ConfigQueryResponse;
import com.alibaba.nacos.api.grpc.auto.BiRequestStreamGrpc;
import com.alibaba.nacos.api.grpc.auto.Payload;
import com.alibaba.nacos.api.grpc.auto.RequestGrpc;
import com.alibaba.nacos.api.remote.request.ConnectionSetupRequest;
import com.alibaba.nacos.api.remote.request.ServerCheckRequest;
import com.alibaba.nacos.api.remote.request.SetupAckRequest;
import com.alibaba.nacos.api.remote.response.HealthCheckResponse;
import com.alibaba.nacos.api.remote.response.Response;
import com.alibaba.nacos.api.remote.response.ServerCheckResponse;
import com.alibaba.nacos.common.remote.PayloadRegistry;
import com.alibaba.nacos.common.remote.client.grpc.GrpcUtils;
import com.alibaba.nacos.shaded.io.grpc.InsecureServerCredentials;
import com.alibaba.nacos.shaded.io.grpc.Server;
import com.alibaba.nacos.shaded.io.grpc.ServerCredentials;
import com.alibaba.nacos.shaded.io.grpc.TlsServerCredentials;
import com.alibaba.nacos.shaded.io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import com.alibaba.nacos.shaded.io.grpc.stub.StreamObserver;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.bisync.local.process.FreePorts;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManager;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** The configuration half of a Nacos server, as its own client speaks to it: queries, listening, change notices. */
public final class NacosServer implements AutoCloseable {

    /** The client derives the port of gRPC from the main port. */
    private static final int GRPC_OFFSET = 1000;

    private static final int TRIES = 5;
    private static final int NOT_FOUND = 300;
    private static final int REFUSED = 403;

    private final Map<String, String> configs = new ConcurrentHashMap<>();
    private final List<StreamObserver<Payload>> clients = new CopyOnWriteArrayList<>();
    private final Map<String, String> tenants = new ConcurrentHashMap<>();
    private final Server server;
    private final HttpServer logins;
    private final int port;
    private volatile List<String> login = List.of();
    private volatile @Nullable String token;

    private NacosServer(int wanted, ServerCredentials credentials) throws IOException {
        PayloadRegistry.init();
        server = NettyServerBuilder.forAddress(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted), credentials)
                .addService(new Questions())
                .addService(new Pushes())
                .build()
                .start();
        port = server.getPort();
        try {
            logins = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port - GRPC_OFFSET), 0);
        } catch (IOException | IllegalArgumentException taken) {
            server.shutdownNow();
            throw new IOException("Port " + port + " leaves no room for the main port", taken);
        }
        logins.createContext("/nacos/", this::login);
        logins.start();
    }

    /** From now on everybody is answered. */
    public void letEverybodyIn() {
        token = null;
    }

    /** Starts a server without any configuration. */
    public static NacosServer start() throws IOException {
        return start(InsecureServerCredentials.create());
    }

    /** Starts one that speaks TLS where configurations are asked for. */
    public static NacosServer start(KeyManager[] keys) throws IOException {
        return start(TlsServerCredentials.newBuilder().keyManager(keys).build());
    }

    private static NacosServer start(ServerCredentials credentials) throws IOException {
        IOException last = new IOException();
        for (var tries = 0; tries < TRIES; tries++) {
            try {
                return new NacosServer(FreePorts.next(), credentials);
            } catch (IOException taken) {
                last = taken;
            }
        }
        throw last;
    }

    /** A server on the same port, after this one went away; it has no configuration any more. */
    public NacosServer again() throws IOException {
        return new NacosServer(port, InsecureServerCredentials.create());
    }

    /** Takes connections on the same port, after this one went away, and never says anything. */
    public ServerSocket silent() {
        // The kernel may need a moment to let the port go.
        return Awaitility.await()
                .ignoreException(BindException.class)
                .until(() -> new ServerSocket(port, 50, InetAddress.getLoopbackAddress()), ServerSocket::isBound);
    }

    /** From now on only this user is answered. */
    public void askFor(String name, String password) {
        token = "%s of %s".formatted(password.hashCode(), name);
        login = List.of("username=" + name, "password=" + password);
    }

    /** The value of {@code spring.cloud.nacos.config.server-addr}. */
    public String address() {
        return "127.0.0.1:" + (port - GRPC_OFFSET);
    }

    /** Sets a configuration and tells everybody who is connected. */
    public void publish(String dataId, String group, String content) {
        configs.put(dataId + "@" + group, content);
        notice(dataId, group);
    }

    private void notice(String dataId, String group) {
        var tenant = tenants.get(dataId + "@" + group);
        if (tenant != null) {
            var notice = GrpcUtils.convert(ConfigChangeNotifyRequest.build(dataId, group, tenant));
            clients.forEach(client -> {
                synchronized (client) {
                    client.onNext(notice);
                }
            });
        }
    }

    /** Takes a configuration away and tells everybody who is connected. */
    public void delete(String dataId, String group) {
        configs.remove(dataId + "@" + group);
        notice(dataId, group);
    }

    /** From now on nobody answers. */
    public void goAway() {
        server.shutdownNow();
        logins.stop(0);
        try {
            // Until then its port is not free.
            server.awaitTermination();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        goAway();
    }

    private Response answer(Object request) {
        return switch (request) {
            case ServerCheckRequest check -> serverCheck();
            case ConfigQueryRequest query -> query(query);
            case ConfigBatchListenRequest listen -> listen(listen);
            default -> new HealthCheckResponse();
        };
    }

    private void login(HttpExchange exchange) throws IOException {
        try (exchange) {
            var said = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            var right = List.of(said.split("&")).containsAll(login);
            var answer = right ? "{\"accessToken\":\"" + token + "\",\"tokenTtl\":18000}" : "unknown user!";
            exchange.sendResponseHeaders(right ? 200 : REFUSED, answer.length());
            exchange.getResponseBody().write(answer.getBytes(UTF_8));
        }
    }

    private static Response serverCheck() {
        var response = new ServerCheckResponse("connection", true);
        response.setResultCode(200);
        return response;
    }

    private Response query(ConfigQueryRequest query) {
        remember(query.getDataId(), query.getGroup(), query.getTenant());
        if (token != null && !token.equals(query.getHeader("accessToken"))) {
            return ConfigQueryResponse.buildFailResponse(REFUSED, "authorization failed!");
        }
        var content = configs.get(query.getDataId() + "@" + query.getGroup());
        if (content == null) {
            return ConfigQueryResponse.buildFailResponse(NOT_FOUND, "config data not exist");
        }
        var response = ConfigQueryResponse.buildSuccessResponse(content);
        response.setContentType("yaml");
        response.setMd5(md5(content));
        response.setLastModified(1);
        return response;
    }

    private Response listen(ConfigBatchListenRequest listen) {
        var response = new ConfigChangeBatchListenResponse();
        listen.getConfigListenContexts().forEach(context -> {
            remember(context.getDataId(), context.getGroup(), context.getTenant());
            var content = configs.get(context.getDataId() + "@" + context.getGroup());
            if (listen.isListen() && content != null && !md5(content).equals(context.getMd5())) {
                response.addChangeConfig(context.getDataId(), context.getGroup(), context.getTenant());
            }
        });
        return response;
    }

    /** A notice reaches its listener only under the tenant that the client itself uses. */
    private void remember(String dataId, String group, @Nullable String tenant) {
        tenants.put(dataId + "@" + group, tenant == null ? "" : tenant);
    }

    private static String md5(String content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private final class Questions extends RequestGrpc.RequestImplBase {

        @Override
        public void request(Payload request, StreamObserver<Payload> response) {
            response.onNext(GrpcUtils.convert(answer(GrpcUtils.parse(request))));
            response.onCompleted();
        }
    }

    private final class Pushes extends BiRequestStreamGrpc.BiRequestStreamImplBase {

        @Override
        public StreamObserver<Payload> requestBiStream(StreamObserver<Payload> client) {
            clients.add(client);
            return new StreamObserver<>() {
                @Override
                public void onNext(Payload message) {
                    if (GrpcUtils.parse(message) instanceof ConnectionSetupRequest setup) {
                        synchronized (client) {
                            client.onNext(GrpcUtils.convert(new SetupAckRequest(setup.getAbilityTable())));
                        }
                    }
                }

                @Override
                public void onError(Throwable gone) {
                    clients.remove(client);
                }

                @Override
                public void onCompleted() {
                    clients.remove(client);
                }
            };
        }
    }
}
