package io.bisync.sample;

import static io.bisync.table.ColumnType.BIGINT;
import static io.bisync.table.ColumnType.DATETIME;
import static io.bisync.table.ColumnType.decimal;
import static io.bisync.table.ColumnType.varchar;

import io.bisync.loading.listener.LoadedEntities;
import io.bisync.loading.listener.LoadedEntity;
import io.bisync.table.Entity;
import io.bisync.table.Envelope;
import io.bisync.topic.TrafficClass;
import java.util.List;
import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/** Loads what a made-up carrier, Parcelgate, writes to its topic: one JSON object a record, the newest version wins. */
@SpringBootApplication
@Import({ParcelApplication.Sources.class, HandledTopics.class})
public class ParcelApplication {

    static final Entity PARCEL = Entity.of(
            "parcelgate",
            "parcel",
            Envelope.none(),
            parcel -> parcel.key("parcel_id", BIGINT)
                    .version("revision")
                    .columns(varchar(64), "status", "carrier")
                    .columns(decimal(10, 3), "weight")
                    .columns(DATETIME, "handed_over")
                    .personal("receiver_*"));

    public static void main(String[] args) {
        SpringApplication.run(ParcelApplication.class, args);
    }

    static final class Sources implements BeanRegistrar {
        @Override
        public void register(BeanRegistry registry, Environment environment) {
            var parcels = LoadedEntity.of(PARCEL, TrafficClass.OTHER)
                    .from("parcelgate.parcels")
                    .withoutHistory();
            registry.register(new LoadedEntities("parcel-loader", List.of(parcels)));
        }
    }
}
