package io.bisync.sample;

import java.util.List;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/** What the application does with its topics beside loading: docs/handlers.md says which factory is for what. */
@Component
class ParcelHandlers {

    static final String LABELS = "parcelgate.labels";
    static final String SCANS = "parcelgate.scans";
    static final String HANDOVERS = "parcelgate.handovers";
    static final String PHOTOS = "parcelgate.photos";

    record Label(String parcel, int revision) {}

    record Scan(String parcel, String depot) {}

    record Photo(String name) {}

    private final Carrier carrier;
    private final KafkaTemplate<Object, Object> kafka;

    ParcelHandlers(Carrier carrier, KafkaTemplate<Object, Object> kafka) {
        this.carrier = carrier;
        this.kafka = kafka;
    }

    /** A slow call for each: many parcels at once, the labels of one parcel in their order. */
    @KafkaListener(id = "labels", topics = LABELS, containerFactory = "lanes")
    void print(Label label) {
        carrier.print(label.parcel(), label.revision());
    }

    /** From one topic to another, exactly once: what is sent and the batch's offsets are one transaction. */
    @KafkaListener(id = "handovers", topics = SCANS, containerFactory = "handlers", batch = "true")
    void handOver(List<Scan> scans) {
        for (var scan : scans) {
            var _ = kafka.send(HANDOVERS, scan.parcel(), scan.parcel() + " is at " + scan.depot());
        }
    }

    /** In any order, by more members than there are partitions. */
    @KafkaListener(id = "photos", topics = PHOTOS, containerFactory = "shared", concurrency = "4")
    void look(Photo photo) {
        carrier.look(photo.name());
    }
}
