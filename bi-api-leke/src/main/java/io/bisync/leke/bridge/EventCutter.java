package io.bisync.leke.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bisync.json.BrokenJsonException;
import io.bisync.json.LenientScanner;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Cuts CloudEvents out of their JSON format without reading what they carry: data comes out byte for byte as it came, and
 * whether it is sound is for whoever reads it. Around it everything is as the specification says, and nothing stands twice.
 */
final class EventCutter {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]{1,20}|data_base64");
    private static final Pattern WORD =
            Pattern.compile("true|false|null|-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

    private final byte[] source;
    private final LenientScanner scanner;

    private EventCutter(byte[] source) {
        this.source = source;
        this.scanner = new LenientScanner(source, 0, source.length);
    }

    /** The one event of a body in structured mode. */
    static CloudEvent one(byte[] body) {
        return cut(body, EventCutter::event);
    }

    /** The events of a body in batch mode, at most so many. */
    static List<CloudEvent> batch(byte[] body, int most) {
        return cut(body, it -> it.events(most));
    }

    private static <T> T cut(byte[] body, Function<EventCutter, T> part) {
        var cutter = new EventCutter(body);
        try {
            var found = part.apply(cutter);
            if (!cutter.scanner.isAtEnd()) {
                throw CloudEvent.malformed("ends before the body does");
            }
            return found;
        } catch (BrokenJsonException broken) {
            throw Refusal.MALFORMED.because(String.valueOf(broken.getMessage())).thrown();
        }
    }

    private List<CloudEvent> events(int most) {
        if (scanner.peek() != '[') {
            throw Refusal.MALFORMED.because("A batch is an array of events").thrown();
        }
        var events = new ArrayList<CloudEvent>();
        for (var more = scanner.opens(']'); more; more = scanner.continues(']')) {
            if (events.size() == most) {
                throw Refusal.TOO_LARGE
                        .because("A batch may have %d events".formatted(most))
                        .thrown();
            }
            events.add(event());
        }
        return events;
    }

    private CloudEvent event() {
        if (scanner.peek() != '{') {
            throw CloudEvent.malformed("is no object");
        }
        var attributes = new HashMap<String, String>();
        var names = new HashSet<String>();
        byte @Nullable [] data = null;
        for (var more = scanner.opens('}'); more; more = scanner.continues('}')) {
            scanner.name();
            var name = scanner.text();
            if (!NAME.matcher(name).matches()) {
                throw CloudEvent.malformed("has a member whose name is none of an attribute");
            }
            // Both ways to carry data count as one.
            if (!names.add(name.equals("data_base64") ? "data" : name)) {
                throw CloudEvent.malformed("has %s twice".formatted(name));
            }
            switch (name) {
                case "data" -> data = raw();
                case "data_base64" -> data = binary(text(name));
                default -> attribute(name, attributes);
            }
        }
        if (data == null) {
            throw CloudEvent.malformed("has no data; a deletion is an event that says so");
        }
        return new CloudEvent(attributes, data);
    }

    private byte[] raw() {
        scanner.peek();
        var from = scanner.at();
        scanner.skip();
        return Arrays.copyOfRange(source, from, scanner.at());
    }

    private void attribute(String name, Map<String, String> attributes) {
        if (scanner.peek() == '"') {
            attributes.put(name, CloudEvent.checked(name, text(name)));
            return;
        }
        var word = new String(raw(), UTF_8);
        if (!WORD.matcher(word).matches()) {
            throw CloudEvent.malformed("has an attribute %s that is neither text nor number nor word".formatted(name));
        }
        if (!word.equals("null")) {
            attributes.put(name, CloudEvent.checked(name, word));
        }
    }

    private String text(String name) {
        var string = raw();
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(string));
            var text = JsonMapper.shared().readTree(string);
            if (text.isString()) {
                return text.stringValue();
            }
        } catch (CharacterCodingException | JacksonException broken) {
            // It is told by the name alone: what is broken may be anybody's.
        }
        throw CloudEvent.malformed("has a member %s that is no text in JSON".formatted(name));
    }

    private static byte[] binary(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException none) {
            throw CloudEvent.malformed("has a member data_base64 that is not Base64");
        }
    }
}
