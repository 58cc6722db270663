package io.bisync.local.starrocks.load;

import io.bisync.local.starrocks.row.ErrorLog;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The error logs of the newest loads. */
public final class ErrorLogs {

    private static final int MOST_LOGS = 1000;

    private final Map<String, String> byFile = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > MOST_LOGS;
        }
    });

    void keep(ErrorLog log) {
        byFile.put(log.file(), log.text());
    }

    public @Nullable String text(String file) {
        return byFile.get(file);
    }
}
