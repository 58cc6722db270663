package io.bisync.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bisync.secret.Sha256;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** CloudEvents 1.0 in binary mode: the names of the headers, and what a reader asks of them. */
public final class EventHeaders {

    public static final String SPEC_VERSION = "ce_specversion";
    public static final String ID = "ce_id";
    public static final String SOURCE = "ce_source";
    public static final String TYPE = "ce_type";
    public static final String SUBJECT = "ce_subject";
    public static final String TIME = "ce_time";
    public static final String ACCOUNT = "ce_account";
    public static final String ENTITY_VERSION = "ce_entityversion";
    public static final String ENTITY_SCOPE = "ce_entityscope";
    public static final String ORIGIN = "ce_origin";
    public static final String CONTENT_TYPE = "content-type";
    public static final String TRACE_PARENT = "traceparent";
    public static final String CORRELATION_ID = "correlation-id";
    public static final String TENANT = "tenant";

    /** The run that published it, where one did. */
    public static final String RUN = "bi-run";

    /** What {@link #ORIGIN} said before it was published again. */
    public static final String FIRST_ORIGIN = "bi-first-origin";

    /** How often it was sent again as a dead letter. */
    public static final String ATTEMPTS = "bi-attempts";

    /** Where the record lay whose place it takes, as {@code topic-partition@offset}: a person wrote its value. */
    public static final String MENDS = "bi-mends";

    /** What a column keeps of an account. */
    private static final int LONGEST_ACCOUNT = 32;

    private EventHeaders() {}

    /** The account, or null where no header names one. */
    public static @Nullable String account(Headers headers) {
        return text(headers, ACCOUNT);
    }

    /** The account of a record: that of the header, or what its key begins with, as all keys of records that are loaded do. */
    public static @Nullable String account(Headers headers, byte @Nullable [] key) {
        var named = account(headers);
        if (named != null || key == null) {
            return named == null || named.length() > LONGEST_ACCOUNT ? null : named;
        }
        var text = new String(key, UTF_8);
        var colon = text.indexOf(':');
        return colon < 1 || colon > LONGEST_ACCOUNT ? null : text.substring(0, colon);
    }

    /** A header that is a whole number, or null where it is absent or none. */
    public static @Nullable Long number(Headers headers, String name) {
        var value = value(headers, name);
        return value == null ? null : number(value);
    }

    /** The event's type, or null. */
    public static @Nullable String type(Headers headers) {
        return text(headers, TYPE);
    }

    /** The trace that the event came of, or null. */
    public static @Nullable String trace(Headers headers) {
        return Trace.of(text(headers, TRACE_PARENT));
    }

    /** The header {@code ce_origin} as an origin, or null where it is absent or of no known name. */
    public static @Nullable Origin origin(Headers headers) {
        var value = value(headers, ORIGIN);
        if (value == null) {
            return null;
        }
        for (var origin : Origin.values()) {
            if (is(value, origin.header())) {
                return origin;
            }
        }
        return null;
    }

    /** The record's version, or null where the header is absent or not a number. */
    public static @Nullable Long version(Headers headers) {
        return number(headers, ENTITY_VERSION);
    }

    /** Within what the record was asked for, or null: a part of the key that its value need not say. */
    public static byte @Nullable [] scope(Headers headers) {
        return value(headers, ENTITY_SCOPE);
    }

    static byte[] key(Event event) {
        return (event.account() + ":" + Objects.toString(event.id(), "")).getBytes(UTF_8);
    }

    static void write(Event event, String traceParent, Headers headers) {
        add(headers, SPEC_VERSION, "1.0");
        add(headers, ID, id(event));
        add(headers, SOURCE, "erp/" + event.source() + "/" + event.account());
        add(headers, TYPE, "io.bisync." + event.source() + "." + event.entity() + ".changed");
        add(headers, ORIGIN, event.origin().header());
        if (event.id() != null) {
            add(headers, SUBJECT, event.id());
        }
        addJson(headers);
        add(headers, TRACE_PARENT, traceParent);
        // Readers look for a header from the last one backwards, and these are what loading reads of every record.
        if (event.time() != null) {
            add(headers, TIME, event.time().toString());
        }
        if (event.scope() != null) {
            add(headers, ENTITY_SCOPE, event.scope());
        }
        if (event.version() != null) {
            add(headers, ENTITY_VERSION, event.version().toString());
        }
        add(headers, ACCOUNT, event.account());
    }

    static void addJson(Headers headers) {
        add(headers, CONTENT_TYPE, "application/json");
    }

    /** What every CloudEvent has. */
    static void writeCloudEvent(String id, String source, String type, Instant time, Headers headers) {
        add(headers, SPEC_VERSION, "1.0");
        add(headers, ID, id);
        add(headers, SOURCE, source);
        add(headers, TYPE, type);
        add(headers, TIME, time.toString());
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(UTF_8));
    }

    /** Names the change: a repeat has the same id, another change another; without id or version by what it says. */
    static String id(Event event) {
        var named = event.account() + ":" + event.entity() + ":" + Objects.toString(event.id(), "") + ":"
                + Objects.toString(event.version(), "");
        return event.id() == null || event.version() == null ? named + "~" + digest(event.value()) : named;
    }

    private static String digest(byte[] value) {
        return HexFormat.of().formatHex(Sha256.of(value), 0, 16);
    }

    /** A header as text, or null where there is none. */
    public static @Nullable String text(Headers headers, String name) {
        var value = value(headers, name);
        return value == null ? null : new String(value, UTF_8);
    }

    private static byte @Nullable [] value(Headers headers, String name) {
        var header = headers.lastHeader(name);
        return header == null ? null : header.value();
    }

    private static boolean is(byte[] value, String ascii) {
        if (value.length != ascii.length()) {
            return false;
        }
        for (var i = 0; i < value.length; i++) {
            if (value[i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Reads digits without a String in between: every record of every poll comes through here. */
    private static @Nullable Long number(byte[] digits) {
        if (digits.length == 0) {
            return null;
        }
        var number = 0L;
        for (var digit : digits) {
            if (digit < '0' || digit > '9' || number > (Long.MAX_VALUE - (digit - '0')) / 10) {
                return null;
            }
            number = number * 10 + (digit - '0');
        }
        return number;
    }
}
