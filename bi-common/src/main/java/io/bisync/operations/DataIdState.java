package io.bisync.operations;

import org.jspecify.annotations.Nullable;

/** How reading a data id went the last time. */
enum DataIdState {
    READ("read", null, "is read"),
    ABSENT("absent", null, "is not published"),
    REFUSED("refused", "BI-CONFIG-03", "may not be read by the user that this service has at Nacos, or by none"),
    UNREADABLE("unreadable", "BI-CONFIG-04", "holds what is no YAML"),
    AWAY("away", "BI-CONFIG-02", "cannot be asked for, as the Nacos server does not answer");

    /** As meters know it. */
    final String text;

    final @Nullable String code;

    /** Continues a sentence that begins with the data id. */
    final String sentence;

    DataIdState(String text, @Nullable String code, String sentence) {
        this.text = text;
        this.code = code;
        this.sentence = sentence;
    }
}
