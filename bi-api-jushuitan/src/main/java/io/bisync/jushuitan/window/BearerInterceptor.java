package io.bisync.jushuitan.window;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/** Lets no gRPC call in without a bearer token that is allowed: every service of the server, known or not. */
final class BearerInterceptor implements ServerInterceptor {

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final String BEARER = "Bearer ";

    private final Callers callers;

    BearerInterceptor(Callers callers) {
        this.callers = callers;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        Status refusal = refusal(headers.get(AUTHORIZATION));
        if (refusal == null) {
            return next.startCall(call, headers);
        }
        call.close(refusal, new Metadata());
        return new ServerCall.Listener<>() {};
    }

    private @Nullable Status refusal(@Nullable String header) {
        if (header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return Status.UNAUTHENTICATED.withDescription("BI-JST-40 Send 'authorization: Bearer <token>'");
        }
        return switch (callers.judge(header.substring(BEARER.length()).strip())) {
            case ALLOWED -> null;
            case REFUSED ->
                Status.UNAUTHENTICATED.withDescription(
                        "BI-JST-40 The token is unknown, over, or of a role that loads no windows");
            case UNKNOWN -> Status.UNAVAILABLE.withDescription("BI-JST-41 bi-basic does not answer; try again later");
        };
    }
}
