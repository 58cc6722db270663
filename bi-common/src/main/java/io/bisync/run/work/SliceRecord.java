package io.bisync.run.work;

import io.bisync.run.SliceProgress;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * How far a slice is, as its page says it.
 *
 * @param fence of whoever published the page
 * @param done whether it was the last one
 */
record SliceRecord(long fence, SliceProgress progress, boolean done) {

    /** A later version may say more. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    byte[] bytes() {
        return JSON.writeValueAsBytes(this);
    }

    /** Null where it is none. */
    static @Nullable SliceRecord of(byte[] bytes) {
        try {
            SliceRecord read = JSON.readValue(bytes, SliceRecord.class);
            return read == null || read.progress() == null ? null : read;
        } catch (JacksonException unreadable) {
            return null;
        }
    }
}
