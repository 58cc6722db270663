package io.bisync.jushuitan.openapi;

import io.bisync.time.ShanghaiTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** Which entities a page is asked for. */
public sealed interface PageQuery {

    /** Everything with a row version of at least {@code ts}: the increment that loses nothing. */
    record Since(String parameter, long ts, int page) implements PageQuery {

        @Override
        public String biz(Endpoint endpoint) {
            return """
                {"%s":%d,"page_index":%d,"page_size":%d%s%s}\
                """.formatted(
                            parameter, ts, page, endpoint.pageSize(), endpoint.counting(false), endpoint.switches());
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
                            endpoint.counting(true),
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
                """.formatted(page, endpoint.pageSize(), endpoint.counting(true), endpoint.switches());
        }
    }

    /**
     * Those that have one of these values in a field.
     *
     * @param by how they are asked for by that field
     * @param ids at least one, and at most as many as it takes
     */
    record ByIds(Endpoint.ById by, List<String> ids, int page) implements PageQuery {

        public ByIds {
            ids = List.copyOf(ids);
            if (ids.isEmpty() || ids.size() > by.most()) {
                throw new IllegalArgumentException(
                        "%s takes 1 to %d values, not %d".formatted(by.parameter(), by.most(), ids.size()));
            }
            if (!ids.stream().allMatch(by::takes)) {
                throw new IllegalArgumentException("A value does not fit into " + by.parameter());
            }
        }

        @Override
        public String biz(Endpoint endpoint) {
            return """
                {"%s":%s,"page_index":%d,"page_size":%d%s%s%s}\
                """.formatted(
                            by.parameter(),
                            values(),
                            page,
                            endpoint.pageSize(),
                            endpoint.counting(false),
                            endpoint.ofWindows(),
                            endpoint.switches());
        }

        private String values() {
            return by.inOneText()
                    ? quoted(String.join(",", ids))
                    : ids.stream().map(ByIds::quoted).collect(Collectors.joining(",", "[", "]"));
        }

        private static String quoted(String text) {
            return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        }
    }

    /** The JSON of the query; it is built once and both signed and sent. */
    String biz(Endpoint endpoint);
}
