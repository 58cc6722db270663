package io.bisync.jushuitan.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.List;
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
        assertThat(new PageQuery.Since("ts", 7, 2).biz(WHOLE.total(Endpoint.Total.ON_EVERY_PAGE)))
                .isEqualTo("{\"ts\":7,\"page_index\":2,\"page_size\":50}");
        assertThat(new PageQuery.Modified(Instant.EPOCH, Instant.EPOCH, 1)
                        .biz(WHOLE.total(Endpoint.Total.ON_EVERY_PAGE)))
                .endsWith("\"page_index\":1,\"page_size\":50}");
    }

    @Test
    void aQueryWithinAWarehouseNamesIt() {
        var within = WHOLE.total(Endpoint.Total.ON_EVERY_PAGE).within(new Scope("wms_co_id", 10_001));
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

    @Test
    void valuesOfAFieldAreAskedForAsAListOrInOneTextWithWhatWindowsSay() {
        var documents = WHOLE.total(Endpoint.Total.ON_EVERY_PAGE)
                .byIds("io_ids", "io_id", 2)
                .condition("statuss", "Confirmed", "Delete");
        assertThat(byIds(documents, "io_id", "1", "5000000000"))
                .isEqualTo(
                        "{\"io_ids\":[\"1\",\"5000000000\"],\"page_index\":1,\"page_size\":50,\"statuss\":[\"Confirmed\",\"Delete\"]}");
        var stock = WHOLE.byIdsInOneText("sku_ids", "sku_id", 100).within(new Scope("wms_co_id", 7));
        assertThat(byIds(stock, "sku_id", "A-1", "\"B\\"))
                .isEqualTo(
                        "{\"sku_ids\":\"A-1,\\\"B\\\\\",\"page_index\":1,\"page_size\":50,\"is_get_total\":false,\"wms_co_id\":7}");
    }

    @Test
    void moreValuesThanAPageTakesAndValuesThatItCannotTakeAreRefused() {
        var documents = WHOLE.byIds("io_ids", "io_id", 2);
        assertThatIllegalArgumentException().isThrownBy(() -> byIds(documents, "io_id", "1", "2", "3"));
        assertThatIllegalArgumentException().isThrownBy(() -> byIds(documents, "io_id"));
        assertThatIllegalArgumentException().isThrownBy(() -> byIds(documents, "io_id", "a\nb"));
        assertThatIllegalArgumentException().isThrownBy(() -> byIds(documents, "io_id", "x".repeat(65)));
        assertThat(byIds(documents, "io_id", "a,b")).contains("[\"a,b\"]");
        var stock = WHOLE.byIdsInOneText("sku_ids", "sku_id", 2);
        assertThatIllegalArgumentException().isThrownBy(() -> byIds(stock, "sku_id", "a,b"));
        assertThat(documents.byId("so_id")).isEmpty();
    }

    private static String byIds(Endpoint endpoint, String field, String... ids) {
        return new PageQuery.ByIds(endpoint.byId(field).orElseThrow(), List.of(ids), 1).biz(endpoint);
    }
}
