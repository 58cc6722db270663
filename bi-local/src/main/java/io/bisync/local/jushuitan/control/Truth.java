package io.bisync.local.jushuitan.control;

import com.sun.net.httpserver.HttpExchange;
import io.bisync.local.jushuitan.field.TruthRow;
import io.bisync.local.jushuitan.merchant.Merchant;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/** Answers what every row should look like now, one JSON object a line. */
final class Truth {

    private static final JsonMapper LINES = JsonMapper.builder()
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
            .build();

    private Truth() {}

    /** Spools to a file first, so that a slow reader does not hold the merchants up and memory stays small. */
    static void send(HttpExchange exchange, Collection<Merchant> merchants) throws IOException {
        Path spool = Files.createTempFile("jushuitan-truth", ".ndjson");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(spool), 1 << 16)) {
                for (Merchant merchant : merchants) {
                    write(merchant, out);
                }
            }
            exchange.getResponseHeaders().set("Content-Type", "application/x-ndjson;charset=UTF-8");
            exchange.sendResponseHeaders(200, Files.size(spool));
            Files.copy(spool, exchange.getResponseBody());
        } finally {
            Files.deleteIfExists(spool);
        }
    }

    private static void write(Merchant merchant, OutputStream out) {
        Consumer<TruthRow> lines = row -> {
            Map<String, @Nullable Object> line = new LinkedHashMap<>();
            line.put("coId", merchant.coId());
            line.put("table", row.table());
            line.put("key", row.key());
            if (row.version() != TruthRow.NO_VERSION) {
                line.put("version", row.version());
            }
            line.put("row", row.row());
            LINES.writeValue(out, line);
            newLine(out);
        };
        merchant.truth(lines);
        merchant.books().truth(lines);
    }

    private static void newLine(OutputStream out) {
        try {
            out.write('\n');
        } catch (IOException full) {
            throw new UncheckedIOException("The truth cannot be spooled", full);
        }
    }
}
