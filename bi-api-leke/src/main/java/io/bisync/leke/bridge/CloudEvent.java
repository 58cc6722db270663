package io.bisync.leke.bridge;

import io.bisync.event.EventHeaders;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/**
 * A CloudEvent 1.0 as a request said it, in whichever mode.
 *
 * @param attributes by name; extensions too
 * @param data byte for byte as it came
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
record CloudEvent(Map<String, String> attributes, byte[] data) {

    private static final int LONGEST = 500;
    private static final Pattern TRACE_PARENT = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    /** The event for a topic. Of extensions, {@code partitionkey} becomes its key, and {@code traceparent} goes along. */
    Incoming to(String topic) {
        if (!"1.0".equals(attributes.get("specversion"))) {
            throw malformed("has no specversion 1.0");
        }
        var headers = new HashMap<String, String>();
        headers.put(EventHeaders.SPEC_VERSION, "1.0");
        headers.put(EventHeaders.ID, required("id"));
        headers.put(EventHeaders.SOURCE, required("source"));
        headers.put(EventHeaders.TYPE, required("type"));
        put(headers, EventHeaders.SUBJECT, attributes.get("subject"));
        put(headers, EventHeaders.TIME, time(attributes.get("time")));
        put(headers, EventHeaders.TRACE_PARENT, traceParent(attributes.get("traceparent")));
        requireJson(attributes.get("datacontenttype"));
        return new Incoming(topic, required("id"), attributes.get("partitionkey"), data, headers);
    }

    static RefusedException malformed(String what) {
        return Refusal.MALFORMED.because("The event " + what).thrown();
    }

    /** A W3C trace context; null for what is none. */
    static @Nullable String traceParent(@Nullable String text) {
        return text != null && TRACE_PARENT.matcher(text).matches() ? text : null;
    }

    /** Data is JSON in UTF-8; what says nothing of it is. */
    static void requireJson(@Nullable String type) {
        if (type != null && !isJson(type)) {
            throw Refusal.MEDIA_TYPE
                    .because("An event's data is application/json in UTF-8")
                    .thrown();
        }
    }

    private static boolean isJson(String type) {
        try {
            var media = MediaType.parseMediaType(type);
            return media.equalsTypeAndSubtype(MediaType.APPLICATION_JSON)
                    && List.of("", "utf-8").contains(charset(media));
        } catch (IllegalArgumentException none) {
            return false;
        }
    }

    private static String charset(MediaType media) {
        var charset = media.getCharset();
        return charset == null ? "" : charset.name().toLowerCase(Locale.ROOT);
    }

    private String required(String name) {
        var text = attributes.get(name);
        if (text == null || text.isEmpty()) {
            throw malformed("has no attribute " + name);
        }
        return text;
    }

    private static void put(Map<String, String> headers, String name, @Nullable String text) {
        if (text != null) {
            headers.put(name, text);
        }
    }

    private static @Nullable String time(@Nullable String text) {
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant().toString();
        } catch (DateTimeException unreadable) {
            throw malformed("has a time that is not one of RFC 3339");
        }
    }

    /** An attribute's value as the specification wants it: short enough for a header, without control characters. */
    static String checked(String name, String text) {
        if (text.length() > LONGEST) {
            throw malformed(
                    "has an attribute %s of %d characters; %d are taken".formatted(name, text.length(), LONGEST));
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw malformed("has an attribute %s with a control character".formatted(name));
        }
        return text;
    }
}
