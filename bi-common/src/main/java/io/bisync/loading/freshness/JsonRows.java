package io.bisync.loading.freshness;

import io.bisync.starrocks.LoadBody;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Rows as JSON lines. */
final class JsonRows implements LoadBody {

    private static final JsonMapper JSON = new JsonMapper();

    private final int rows;
    private final byte[] lines;

    private JsonRows(int rows, byte[] lines) {
        this.rows = rows;
        this.lines = lines;
    }

    static JsonRows of(List<Map<String, @Nullable Object>> rows) {
        var lines = new ByteArrayOutputStream();
        for (var row : rows) {
            lines.writeBytes(JSON.writeValueAsBytes(row));
            lines.write('\n');
        }
        return new JsonRows(rows.size(), lines.toByteArray());
    }

    @Override
    public long rows() {
        return rows;
    }

    @Override
    public long length() {
        return lines.length;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        out.write(lines);
    }
}
