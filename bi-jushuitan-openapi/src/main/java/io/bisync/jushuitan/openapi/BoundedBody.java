package io.bisync.jushuitan.openapi;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** The bytes of an answer, as long as there are not too many: then it fails with a {@link Post.TooLargeException}. */
final class BoundedBody implements BodySubscriber<byte[]> {

    private final int most;
    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private final List<ByteBuffer> parts = new ArrayList<>();
    private long size;
    private Flow.@Nullable Subscription subscription;

    BoundedBody(int most) {
        this.most = most;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription from) {
        subscription = from;
        from.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> some) {
        if (body.isDone()) {
            return;
        }
        for (var part : some) {
            size += part.remaining();
            parts.add(part);
        }
        if (size > most && subscription != null) {
            parts.clear();
            subscription.cancel();
            body.completeExceptionally(new Post.TooLargeException(most));
        }
    }

    @Override
    public void onError(Throwable failure) {
        body.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        var whole = ByteBuffer.allocate(Math.toIntExact(size));
        parts.forEach(whole::put);
        body.complete(whole.array());
    }
}
