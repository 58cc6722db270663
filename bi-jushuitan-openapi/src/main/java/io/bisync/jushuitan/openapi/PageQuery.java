package io.bisync.jushuitan.openapi;

import io.bisync.time.ShanghaiTime;
import java.time.Instant;

/** Which entities a page is asked for. */
public sealed interface PageQuery {

    /** Everything with a row version of at least {@code ts}: the increment that loses nothing. */
    record Since(String parameter, long ts, int page) implements PageQuery {

        @Override
        public String biz(Endpoint endpoint) {
            return """
                {"%s":%d,"page_index":%d,"page_size":%d%s%s}\
                """.formatted(parameter, ts, page, endpoint.pageSize(), endpoint.total(false), endpoint.switches());
        }
    }

    /** Everything modified from one second to another; both ends are sent as they are. */
    record Modified(Instant from, Instant to, int page) implements PageQuery {

        @Override
        public String biz(Endpoint endpoint) {
            return """
                {"modified_begin":"%s","modified_end":"%s","page_index":%d,"page_size":%d%s%s%s}\
                """.formatted(
                            ShanghaiTime.seconds(from),
                            ShanghaiTime.seconds(to),
                            page,
                            endpoint.pageSize(),
                            endpoint.total(true),
                            endpoint.ofWindows(),
                            endpoint.switches());
        }
    }

    /** Everything there is. */
    record Whole(int page) implements PageQuery {

        @Override
        public String biz(Endpoint endpoint) {
            return """
                {"page_index":%d,"page_size":%d%s%s}\
                """.formatted(page, endpoint.pageSize(), endpoint.total(true), endpoint.switches());
        }
    }

    /** The JSON of the query; it is built once and both signed and sent. */
    String biz(Endpoint endpoint);
}
