package io.bisync.leke.bridge;

import io.bisync.bridge.v1.Answer;
import io.bisync.bridge.v1.BridgeGrpc;
import io.bisync.bridge.v1.Event;
import io.bisync.bridge.v1.Published;
import io.bisync.event.EventHeaders;
import io.bisync.leke.bridge.Answer.Refused;
import io.bisync.leke.bridge.Answer.Repeated;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.Map;
import org.springframework.grpc.server.security.GrpcSecurity;

/** The bridge over gRPC: an event, or a stream of them. */
final class GrpcDoor extends BridgeGrpc.BridgeImplBase {

    private final Bridge bridge;

    GrpcDoor(Bridge bridge) {
        this.bridge = bridge;
    }

    @Override
    public void publish(Event event, StreamObserver<Published> observer) {
        var caller = (ServerCallStreamObserver<Published>) observer;
        // Without it, an answer to a caller who went away would be an exception.
        caller.setOnCancelHandler(() -> {});
        try {
            var sender = sender();
            var place = bridge.enter(sender);
            var _ = bridge.publish(sender, incoming(event)).thenAccept(answer -> {
                place.close();
                if (answer instanceof Refused refused) {
                    caller.onError(GrpcProblems.status(refused));
                } else {
                    caller.onNext(published(event, answer));
                    caller.onCompleted();
                }
            });
        } catch (RefusedException refused) {
            bridge.refused(refused.answer);
            caller.onError(GrpcProblems.status(refused.answer));
        }
    }

    @Override
    public StreamObserver<Event> publishStream(StreamObserver<Answer> observer) {
        return new EventStream(bridge, sender(), (ServerCallStreamObserver<Answer>) observer);
    }

    static Incoming incoming(Event event) {
        var trace = CloudEvent.traceParent(event.getTraceparent());
        return new Incoming(
                event.getTopic(),
                event.getId(),
                event.getKey().isEmpty() ? null : event.getKey(),
                event.getValue().toByteArray(),
                trace == null ? Map.of() : Map.of(EventHeaders.TRACE_PARENT, trace));
    }

    static Published published(Event event, io.bisync.leke.bridge.Answer answer) {
        return Published.newBuilder()
                .setId(event.getId())
                .setRepeated(answer instanceof Repeated)
                .build();
    }

    /** The context of a call is there where a method of it begins. */
    private static Sender sender() {
        var context = GrpcSecurity.SECURITY_CONTEXT_KEY.get();
        return Sender.of(context == null ? null : context.getAuthentication());
    }
}
