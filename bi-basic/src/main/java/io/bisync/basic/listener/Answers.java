package io.bisync.basic.listener;

import io.bisync.basic.http.Code;
import io.bisync.basic.http.RefusedException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.GroupSubscribedToTopicException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** What brokers answer, or why not, in the words of this service. */
final class Answers {

    static final Duration PATIENCE = Duration.ofSeconds(5);

    <T> T answer(KafkaFuture<T> future) {
        try {
            return await(future);
        } catch (ExecutionException failed) {
            throw refused(failed);
        }
    }

    /** The same, null where it fails in this way. */
    <T> @Nullable T answerUnless(Class<? extends Exception> none, KafkaFuture<T> future) {
        try {
            return await(future);
        } catch (ExecutionException failed) {
            if (none.isInstance(failed.getCause())) {
                return null;
            }
            throw refused(failed);
        }
    }

    private <T> T await(KafkaFuture<T> future) throws ExecutionException {
        try {
            return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw away("interrupted");
        } catch (TimeoutException silent) {
            throw away("no answer within " + PATIENCE);
        }
    }

    private RefusedException refused(ExecutionException failed) {
        return switch (Objects.requireNonNullElse(failed.getCause(), failed)) {
            case GroupNotEmptyException _, GroupSubscribedToTopicException _, UnknownMemberIdException _ ->
                new RefusedException(
                        Code.NOT_STOPPED, "The group got a member meanwhile: wait until all pods have stopped");
            case UnknownTopicOrPartitionException _ ->
                new RefusedException(Code.NO_LISTENER, "Kafka has no such topic or partition");
            case Throwable other -> away(other.getClass().getSimpleName() + " " + other.getMessage());
        };
    }

    RefusedException away(String why) {
        return new RefusedException(
                Code.KAFKA_DOWN, "Kafka does not answer that (%s); nothing was changed".formatted(why));
    }
}
