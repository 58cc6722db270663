package io.bisync.jushuitan.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class PageQueryTests {

    private static final Endpoint WHOLE = Endpoint.of("/open/x/query", "datas", "id");
    private static final Endpoint IN_PARTS = WHOLE.with("is_get_cbfinance");

    @Test
    void anIncrementAsksForNoTotal() {
        assertThat(new PageQuery.Since("start_ts", 7, 2).biz(WHOLE))
                .isEqualTo("{\"start_ts\":7,\"page_index\":2,\"page_size\":50,\"is_get_total\":false}");
    }

    @Test
    void aQueryWithoutTheQuestionForATotalIsNotAskedIt() {
        assertThat(new PageQuery.Since("ts", 7, 2).biz(WHOLE.uncounted()))
                .isEqualTo("{\"ts\":7,\"page_index\":2,\"page_size\":50}");
        assertThat(new PageQuery.Modified(Instant.EPOCH, Instant.EPOCH, 1).biz(WHOLE.uncounted()))
                .endsWith("\"page_index\":1,\"page_size\":50}");
    }

    @Test
    void aQueryWithinAWarehouseNamesIt() {
        var within = WHOLE.uncounted().within(new Scope("wms_co_id", 10_001));
        assertThat(new PageQuery.Since("ts", 7, 2).biz(within))
                .isEqualTo("{\"ts\":7,\"page_index\":2,\"page_size\":50,\"wms_co_id\":10001}");
        assertThat(new PageQuery.Whole(3).biz(within))
                .isEqualTo("{\"page_index\":3,\"page_size\":50,\"wms_co_id\":10001}");
    }

    @Test
    void partsThatTheVendorLeavesOutAreAskedFor() {
        assertThat(new PageQuery.Since("start_ts", 7, 2).biz(IN_PARTS)).endsWith(",\"is_get_cbfinance\":true}");
        assertThat(new PageQuery.Modified(Instant.EPOCH, Instant.EPOCH, 1).biz(IN_PARTS))
                .endsWith(",\"is_get_total\":true,\"is_get_cbfinance\":true}");
    }
}
