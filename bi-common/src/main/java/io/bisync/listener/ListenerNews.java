package io.bisync.listener;

import io.bisync.account.ListenerReport;
import io.bisync.account.ListenerStatus;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What bi-basic is told of listeners: everything from time to time, and as soon as one of them does something else. */
public final class ListenerNews {

    private static final int EVERY = 5;

    /** What is told at once. */
    private record Shown(String id, ListenerStatus.State state, int members) {}

    private final String service;
    private final Supplier<List<ListenerStatus>> listeners;
    private List<Shown> told = List.of();
    private int left;

    ListenerNews(String service, Supplier<List<ListenerStatus>> listeners) {
        this.service = service;
        this.listeners = listeners;
    }

    /** Where nothing is known of listeners. */
    public static ListenerNews none() {
        return new ListenerNews("", List::of);
    }

    /** What the next report says of them; null where that is nothing. One thread asks. */
    public @Nullable ListenerReport next() {
        var now = listeners.get();
        var shown = now.stream()
                .map(it -> new Shown(it.id(), it.state(), it.members()))
                .toList();
        if (now.isEmpty() || (left > 0 && shown.equals(told))) {
            left--;
            return null;
        }
        told = shown;
        left = EVERY - 1;
        return new ListenerReport(service, now);
    }
}
