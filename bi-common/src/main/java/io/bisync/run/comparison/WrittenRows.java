package io.bisync.run.comparison;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bisync.row.TableRows;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Rows as loading would write them, values by column; columns without a value are left out. */
public final class WrittenRows {

    private static final TypeReference<Map<String, @Nullable Object>> ROW = new TypeReference<>() {};
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private WrittenRows() {}

    public static List<Map<String, @Nullable Object>> of(TableRows rows) {
        var out = new ByteArrayOutputStream();
        try {
            rows.writeTo(out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toString(UTF_8).lines().map(it -> JSON.readValue(it, ROW)).toList();
    }
}
