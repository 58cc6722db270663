package io.bisync.jushuitan.catalogue;

import io.bisync.jushuitan.declaration.PulledEntity;
import java.util.List;

/** The entities of Jushuitan that are pulled and loaded. */
public final class Entities {

    public static final List<PulledEntity> ALL = List.of(
            OrderEntity.PULLED,
            SalesOutEntity.PULLED,
            PurchaseEntity.PULLED,
            InventoryEntity.PULLED,
            ShopEntity.PULLED);

    private Entities() {}
}
