package io.bisync.local.starrocks.row;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Writes JSON without spaces, and every number with the digits it came with. */
public final class JsonText {

    private JsonText() {}

    /** The array or object at which the parser stands; afterwards it stands at its end. */
    static String copy(JsonParser parser) {
        var out = new StringBuilder();
        var depth = 0;
        var token = parser.currentToken();
        while (true) {
            switch (token) {
                case START_OBJECT, START_ARRAY -> {
                    separate(out);
                    out.append(token == JsonToken.START_OBJECT ? '{' : '[');
                    depth++;
                }
                case END_OBJECT, END_ARRAY -> {
                    out.append(token == JsonToken.END_OBJECT ? '}' : ']');
                    depth--;
                }
                case PROPERTY_NAME -> {
                    separate(out);
                    quote(out, parser.currentName());
                    out.append(':');
                }
                case VALUE_STRING -> {
                    separate(out);
                    quote(out, parser.getString());
                }
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE, VALUE_NULL -> {
                    separate(out);
                    out.append(parser.getString());
                }
                case NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT -> throw new IllegalStateException("Not JSON: " + token);
            }
            if (depth == 0) {
                return out.toString();
            }
            token = parser.nextToken();
        }
    }

    public static String quoted(String text) {
        var out = new StringBuilder(text.length() + 2);
        quote(out, text);
        return out.toString();
    }

    private static void separate(StringBuilder out) {
        if (!out.isEmpty() && "[{:".indexOf(out.charAt(out.length() - 1)) < 0) {
            out.append(',');
        }
    }

    private static void quote(StringBuilder out, String text) {
        out.append('"');
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ') {
                        out.append("\\u%04x".formatted((int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
