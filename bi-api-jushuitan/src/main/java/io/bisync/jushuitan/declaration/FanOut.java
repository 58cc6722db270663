package io.bisync.jushuitan.declaration;

import io.bisync.jushuitan.openapi.Endpoint;

/** Whether an entity is asked for once an account, or once for each of something that the ERP lists. */
public enum FanOut {
    NONE("", "", 0),
    WAREHOUSE("/open/wms/partner/query", "wms_co_id", 30),
    SHOP("/open/shops/query", "shop_id", 100);

    private final String path;
    private final String field;
    private final int pageSize;

    FanOut(String path, String field, int pageSize) {
        this.path = path;
        this.field = field;
        this.pageSize = pageSize;
    }

    /** Where they are listed. */
    public Endpoint list() {
        return Endpoint.of(path, "datas", field).pages(pageSize).total(Endpoint.Total.ON_EVERY_PAGE);
    }

    /** The field that holds their id: in the list, in a question within one of them, and in the key of what it answers. */
    public String field() {
        return field;
    }
}
