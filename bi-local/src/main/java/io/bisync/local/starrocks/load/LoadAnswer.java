package io.bisync.local.starrocks.load;

import io.bisync.local.starrocks.row.JsonText;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** The backend's answer to a load, field by field in its order. */
record LoadAnswer(
        long transaction,
        String label,
        String status,
        @Nullable String existingJobStatus,
        String message,
        long total,
        long loaded,
        long filtered,
        long bytes,
        Timing timing,
        @Nullable String errorUrl) {

    /** Where the time went, in milliseconds. */
    record Timing(long all, long begin, long plan, long read, long write, long commit) {}

    String json() {
        var json = new StringJoiner(",\n    ", "{\n    ", "\n}");
        json.add("\"TxnId\": " + transaction);
        json.add("\"Label\": " + JsonText.quoted(label));
        json.add("\"Status\": " + JsonText.quoted(status));
        if (existingJobStatus != null) {
            json.add("\"ExistingJobStatus\": " + JsonText.quoted(existingJobStatus));
        }
        json.add("\"Message\": " + JsonText.quoted(message));
        json.add("\"NumberTotalRows\": " + total);
        json.add("\"NumberLoadedRows\": " + loaded);
        json.add("\"NumberFilteredRows\": " + filtered);
        json.add("\"NumberUnselectedRows\": 0");
        json.add("\"LoadBytes\": " + bytes);
        json.add("\"LoadTimeMs\": " + timing.all());
        json.add("\"BeginTxnTimeMs\": " + timing.begin());
        json.add("\"StreamLoadPlanTimeMs\": " + timing.plan());
        json.add("\"ReadDataTimeMs\": " + timing.read());
        json.add("\"WriteDataTimeMs\": " + timing.write());
        json.add("\"CommitAndPublishTimeMs\": " + timing.commit());
        if (errorUrl != null) {
            json.add("\"ErrorURL\": " + JsonText.quoted(errorUrl));
        }
        return json.toString();
    }
}
