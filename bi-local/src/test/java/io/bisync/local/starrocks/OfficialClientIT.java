package io.bisync.local.starrocks;

import static org.assertj.core.api.Assertions.assertThat;

import com.starrocks.data.load.stream.StreamLoadDataFormat;
import com.starrocks.data.load.stream.StreamLoadResponse;
import com.starrocks.data.load.stream.TransactionStatus;
import com.starrocks.data.load.stream.properties.StreamLoadProperties;
import com.starrocks.data.load.stream.properties.StreamLoadTableProperties;
import com.starrocks.data.load.stream.v2.StreamLoadManagerV2;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** StarRocks' own Stream Load SDK as a witness: it knows nothing of the stand-in, and has to be served as it is. */
@ExtendWith(StandIn.class)
class OfficialClientIT {

    private final List<StreamLoadResponse> responses = Collections.synchronizedList(new ArrayList<>());

    @BeforeAll
    static void createTable() {
        StandIn.get().apply("""
                        CREATE TABLE IF NOT EXISTS bi.witnessed (id BIGINT NOT NULL, version BIGINT NULL, name VARCHAR(20) NULL)
                        PRIMARY KEY (id) DISTRIBUTED BY HASH (id)
                        """);
    }

    @Test
    void loadsJson() {
        load(
                StreamLoadDataFormat.JSON,
                Map.of("format", "json", "strip_outer_array", "true"),
                "{\"id\":1,\"version\":1,\"name\":\"川\"}",
                "{\"id\":2,\"version\":1,\"name\":\"b\"}");

        assertThat(succeeded()).isEqualTo(2);
        assertThat(name(1)).isEqualTo("川");
        assertThat(name(2)).isEqualTo("b");
    }

    @Test
    void loadsCsv() {
        load(
                StreamLoadDataFormat.CSV,
                Map.of("format", "csv", "column_separator", ",", "columns", "id,version,name"),
                "3,1,c",
                "4,1,d");

        assertThat(succeeded()).isEqualTo(2);
        assertThat(name(4)).isEqualTo("d");
    }

    @Test
    void loadsUnderAMergeCondition() {
        Map<String, String> headers =
                Map.of("format", "json", "strip_outer_array", "true", "merge_condition", "version");
        load(StreamLoadDataFormat.JSON, headers, "{\"id\":5,\"version\":7,\"name\":\"new\"}");
        load(StreamLoadDataFormat.JSON, headers, "{\"id\":5,\"version\":6,\"name\":\"old\"}");

        assertThat(succeeded()).isEqualTo(2);
        assertThat(name(5)).isEqualTo("new");
    }

    @Test
    void readsTheStatesOfLabels() throws Exception {
        String label = StandIn.newLabel();
        StandIn.load("witnessed", StandIn.headers(label), "{\"id\":6,\"version\":1}");
        var manager = manager(StreamLoadDataFormat.JSON, Map.of());
        try {
            assertThat(manager.getStreamLoader().getLoadStatus("bi", "witnessed", label))
                    .isEqualTo(TransactionStatus.VISIBLE);
            assertThat(manager.getStreamLoader().getLoadStatus("bi", "witnessed", StandIn.newLabel()))
                    .isEqualTo(TransactionStatus.UNKNOWN);
        } finally {
            manager.close();
        }
    }

    private void load(StreamLoadDataFormat format, Map<String, String> headers, String... rows) {
        var manager = manager(format, headers);
        try {
            manager.write(null, "bi", "witnessed", rows);
            manager.flush();
            assertThat(manager.getException()).isNull();
        } finally {
            manager.close();
        }
    }

    private StreamLoadManagerV2 manager(StreamLoadDataFormat format, Map<String, String> headers) {
        var manager = new StreamLoadManagerV2(
                StreamLoadProperties.builder()
                        .loadUrls(StandIn.get().frontend().toString())
                        .username(StandIn.get().username())
                        .password(StandIn.get().password())
                        .version("3.4.0")
                        .labelPrefix("witness-")
                        .defaultTableProperties(StreamLoadTableProperties.builder()
                                .database("bi")
                                .table("witnessed")
                                .streamLoadDataFormat(format)
                                .build())
                        .addHeaders(headers)
                        .scanningFrequency(50)
                        .build(),
                true);
        manager.setStreamLoadListener(responses::add);
        manager.init();
        return manager;
    }

    /** The rows of all loads, each of which has to say Success. */
    private long succeeded() {
        assertThat(responses)
                .extracting(response -> response.getBody().getStatus())
                .containsOnly("Success");
        return responses.stream()
                .mapToLong(response -> response.getBody().getNumberLoadedRows())
                .sum();
    }

    private static Object name(long id) {
        return String.valueOf(StandIn.get()
                .query("SELECT name FROM witnessed WHERE id = " + id)
                .getFirst()
                .get("name"));
    }
}
