package io.bisync.leke.catalogue;

import io.bisync.loading.listener.CatalogueProperties;
import io.bisync.loading.listener.LoadedEntities;
import io.bisync.loading.listener.LoadedEntity;
import java.util.List;
import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.core.env.Environment;

/** The entities of Leke, and the beans of every one of them: its topics and its listeners. */
public final class Catalogue implements BeanRegistrar {

    public static final List<LoadedEntity> ALL = List.of(
            OrderEntity.LOADED,
            RefundEntity.LOADED,
            InventoryEntity.LOADED,
            SkuEntity.LOADED,
            ShopEntity.LOADED,
            WarehouseEntity.LOADED,
            PurchaseEntity.LOADED,
            StockinEntity.LOADED);

    @Override
    public void register(BeanRegistry registry, Environment environment) {
        registry.register(new LoadedEntities(
                "bi-api-leke",
                CatalogueProperties.chosen(environment, ALL, it -> it.entity().name())));
    }
}
