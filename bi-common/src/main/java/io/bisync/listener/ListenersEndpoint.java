package io.bisync.listener;

import io.bisync.account.ListenerStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;

/** {@code /actuator/listeners}: how every listener of this process stands. */
@Endpoint(id = "listeners")
public final class ListenersEndpoint {

    /** What the endpoint answers, in the words of this type whatever the application's JSON looks like. */
    public record Description(List<ListenerStatus> listeners) implements OperationResponseBody {}

    private final Listeners listeners;

    ListenersEndpoint(Listeners listeners) {
        this.listeners = listeners;
    }

    @ReadOperation
    public Description listeners() {
        return new Description(listeners.all());
    }

    /** One of them; nothing where there is none of that name. */
    @ReadOperation
    public @Nullable Description listener(@Selector String id) {
        return listeners.named(id).map(it -> new Description(List.of(it))).orElse(null);
    }
}
