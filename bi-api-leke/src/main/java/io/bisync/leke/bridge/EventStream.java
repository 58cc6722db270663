package io.bisync.leke.bridge;

import io.bisync.bridge.v1.Answer;
import io.bisync.bridge.v1.Event;
import io.bisync.leke.bridge.Answer.Refused;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;

/**
 * One stream: events are sent to Kafka in their order without waiting for each other, and answered as they are done. As
 * many are on their way at most as one token may have, and the caller's next one is read when one of them is answered and the
 * caller reads answers.
 */
final class EventStream implements StreamObserver<Event> {

    private final Bridge bridge;
    private final Sender sender;
    private final ServerCallStreamObserver<Answer> caller;

    private int unanswered;
    private int unread;
    private boolean ended;

    EventStream(Bridge bridge, Sender sender, ServerCallStreamObserver<Answer> caller) {
        this.bridge = bridge;
        this.sender = sender;
        this.caller = caller;
        this.unread = bridge.mostAtOnce();
        caller.disableAutoRequest();
        caller.setOnReadyHandler(this::readOn);
        // Without it, an answer to a caller who went away would be an exception.
        caller.setOnCancelHandler(() -> {});
    }

    @Override
    public void onNext(Event event) {
        synchronized (this) {
            unanswered++;
        }
        try {
            var place = bridge.enter(sender);
            var _ = bridge.publish(sender, GrpcDoor.incoming(event)).thenAccept(answer -> {
                place.close();
                answer(event, answer);
            });
        } catch (RefusedException full) {
            bridge.refused(full.answer);
            answer(event, full.answer);
        }
    }

    @Override
    public void onError(Throwable gone) {
        // What is on its way is published; nobody is there to be told.
    }

    @Override
    public synchronized void onCompleted() {
        ended = true;
        end();
    }

    private synchronized void answer(Event event, io.bisync.leke.bridge.Answer answer) {
        var told = Answer.newBuilder().setId(event.getId());
        caller.onNext((answer instanceof Refused refused
                        ? told.setProblem(GrpcProblems.problem(refused))
                        : told.setPublished(GrpcDoor.published(event, answer)))
                .build());
        unanswered--;
        unread++;
        readOn();
        end();
    }

    private synchronized void readOn() {
        if (caller.isReady() && unread > 0) {
            caller.request(unread);
            unread = 0;
        }
    }

    private void end() {
        if (ended && unanswered == 0) {
            caller.onCompleted();
        }
    }
}
