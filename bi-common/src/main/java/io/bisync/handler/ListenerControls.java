package io.bisync.handler;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What the listeners of a process work by, each by its id. */
public final class ListenerControls {

    private final ListenerSettings settings;
    private final Map<String, ListenerControl> controls = new ConcurrentHashMap<>();

    ListenerControls(ListenerSettings settings) {
        this.settings = settings;
    }

    /** Makes that of a listener out of its settings. */
    public ListenerControl make(@Nullable String listener) {
        var id = Objects.requireNonNull(listener, "A listener needs an id");
        var control = new ListenerControl(id, settings.of(id, HandlerSettings.class));
        controls.put(id, control);
        return control;
    }

    /** That of a listener, or null where it is none of a container factory of ours. */
    public @Nullable ListenerControl of(String listener) {
        return controls.get(listener);
    }

    public Collection<ListenerControl> all() {
        return List.copyOf(controls.values());
    }
}
