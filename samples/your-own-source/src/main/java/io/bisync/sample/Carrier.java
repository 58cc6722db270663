package io.bisync.sample;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/** The made-up carrier's own service, as the handlers call it: it bears being told twice. */
@Component
class Carrier {

    private final Map<String, Integer> labels = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> photos = new ConcurrentHashMap<>();

    /** A parcel has the label of the newest order. */
    void print(String parcel, int revision) {
        labels.put(parcel, revision);
    }

    void look(String photo) {
        photos.computeIfAbsent(photo, _ -> new AtomicInteger()).incrementAndGet();
    }

    Map<String, Integer> labels() {
        return Map.copyOf(labels);
    }

    int photos() {
        return photos.size();
    }
}
