package io.bisync.jushuitan.declaration;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.jushuitan.catalogue.Entities;
import io.bisync.jushuitan.openapi.Endpoint;
import io.bisync.table.ColumnType;
import io.bisync.table.Entity;
import io.bisync.table.Envelope;
import io.bisync.topic.TrafficClass;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PulledEntityTests {

    private static final Entity SHOP = Entity.of(
            "jushuitan",
            "shop",
            Envelope.none(),
            shop -> shop.key("shop_id", ColumnType.BIGINT).version("ts"));
    private static final Endpoint ENDPOINT = Endpoint.of("/open/shops/query", "datas", "shop_id");

    @Test
    void itsTopicsAreNamedByItsSourceAndItself() {
        var shops = shops(TrafficClass.OTHER);
        assertThat(shops.liveTopic()).isEqualTo("erp.jushuitan.shop");
        assertThat(shops.historyTopic()).isEqualTo("erp.jushuitan.shop.history");
    }

    @Test
    void ordersAndStockAreAskedForEveryTenSecondsAndAllElseEveryMinuteUnlessItIsSaidOtherwise() {
        assertThat(shops(TrafficClass.ORDERS).pace()).hasSeconds(10);
        assertThat(shops(TrafficClass.STOCK).pace()).hasSeconds(10);
        assertThat(shops(TrafficClass.OTHER).pace()).hasSeconds(60);
        assertThat(shops(TrafficClass.OTHER).every(PulledEntity.MASTER_DATA).pace())
                .isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void noTwoEntitiesOfTheListHaveOneName() {
        assertThat(Entities.ALL).extracting(PulledEntity::name).doesNotHaveDuplicates();
    }

    private static PulledEntity shops(TrafficClass traffic) {
        return PulledEntity.of(SHOP, traffic, ENDPOINT, new Increment.Snapshot());
    }
}
