package io.bisync.leke.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** The events of a request, by the HTTP binding of CloudEvents: one in binary or structured mode, or a batch. */
final class HttpEvents {

    private static final String STRUCTURED = "application/cloudevents+json";
    private static final String BATCH = "application/cloudevents-batch+json";
    private static final String ATTRIBUTE = "ce-";

    private final BridgeProperties settings;

    HttpEvents(BridgeProperties settings) {
        this.settings = settings;
    }

    /** Whether the answer is to be a list. */
    static boolean isBatch(HttpServletRequest request) {
        return mediaType(request).equals(BATCH);
    }

    /** What a request brings. */
    List<CloudEvent> read(HttpServletRequest request) throws IOException {
        var encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw Refusal.MEDIA_TYPE
                    .because("A body is taken as it is, without a Content-Encoding")
                    .thrown();
        }
        return switch (mediaType(request)) {
            case BATCH -> EventCutter.batch(body(request), settings.mostEvents());
            case STRUCTURED -> List.of(EventCutter.one(body(request)));
            case "" ->
                throw Refusal.MEDIA_TYPE
                        .because("The request has no Content-Type")
                        .thrown();
            default -> {
                CloudEvent.requireJson(request.getContentType());
                yield List.of(new CloudEvent(attributes(request), body(request)));
            }
        };
    }

    private byte[] body(HttpServletRequest request) throws IOException {
        var limit = Math.toIntExact(settings.largestBody().toBytes());
        if (request.getContentLengthLong() <= limit) {
            var body = request.getInputStream().readNBytes(limit + 1);
            if (body.length <= limit) {
                return body;
            }
        }
        throw Refusal.TOO_LARGE
                .because("A body may have %d bytes".formatted(limit))
                .thrown();
    }

    /**
     * Reads on without keeping anything: whoever is answered while it still sends would be cut off and never see the answer.
     * Not for ever, as a body may say of itself what it likes.
     */
    void passOver(HttpServletRequest request) {
        var left = 2 * settings.largestBody().toBytes();
        var piece = new byte[8192];
        try {
            for (var read = 0; read >= 0 && left > 0; left -= read) {
                read = request.getInputStream().read(piece);
            }
        } catch (IOException gone) {
            // There is nobody left to be answered.
        }
    }

    private static Map<String, String> attributes(HttpServletRequest request) {
        var attributes = new HashMap<String, String>();
        for (var header : Collections.list(request.getHeaderNames())) {
            var name = header.toLowerCase(Locale.ROOT);
            if (name.startsWith(ATTRIBUTE)) {
                attributes.put(name.substring(ATTRIBUTE.length()), value(name, request));
            }
        }
        var trace = request.getHeader("traceparent");
        if (trace != null) {
            attributes.putIfAbsent("traceparent", trace);
        }
        attributes.remove("datacontenttype");
        return attributes;
    }

    /** Characters that no header takes are percent-encoded UTF-8. */
    private static String value(String name, HttpServletRequest request) {
        var values = Collections.list(request.getHeaders(name));
        if (values.size() != 1) {
            throw CloudEvent.malformed("has %s twice".formatted(name));
        }
        var text = values.getFirst();
        var bytes = ByteBuffer.allocate(text.length());
        for (var i = 0; i < text.length(); i++) {
            var character = text.charAt(i);
            if (character == '%' && isHex(text, i + 1) && isHex(text, i + 2)) {
                bytes.put((byte) Integer.parseInt(text, i + 1, i + 3, 16));
                i += 2;
            } else if (character > 0x7E) {
                throw CloudEvent.malformed("has %s with a character that is to be percent-encoded".formatted(name));
            } else {
                bytes.put((byte) character);
            }
        }
        try {
            return CloudEvent.checked(
                    name, UTF_8.newDecoder().decode(bytes.flip()).toString());
        } catch (CharacterCodingException broken) {
            throw CloudEvent.malformed("has %s that is not valid UTF-8".formatted(name));
        }
    }

    private static boolean isHex(String text, int at) {
        return at < text.length() && Character.digit(text.charAt(at), 16) >= 0;
    }

    private static String mediaType(HttpServletRequest request) {
        @Nullable String type = request.getContentType();
        if (type == null) {
            return "";
        }
        var end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }
}
