package io.bisync.local.starrocks.http;

import java.util.LinkedHashMap;
import java.util.Map;

/** A complete answer; the header {@code connection: close} also ends the connection. */
public record Answer(int status, String reason, Map<String, String> headers, String body) {

    public static Answer of(int status, String reason, String contentType, String body) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("content-type", contentType);
        return new Answer(status, reason, headers, body);
    }

    public static Answer ok(String contentType, String body) {
        return of(200, "OK", contentType, body);
    }

    /** A page of HTML, as servers and proxies make it up. */
    public static Answer page(int status) {
        return of(
                        status,
                        "Fault",
                        "text/html",
                        "<html>\r\n<head><title>%1$d</title></head>\r\n<body><h1>%1$d</h1><hr>proxy</body>\r\n</html>\r\n"
                                .formatted(status))
                .closing();
    }

    public Answer with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, reason, more, body);
    }

    public Answer closing() {
        return with("connection", "close");
    }

    boolean closes() {
        return "close".equalsIgnoreCase(headers.get("connection"));
    }
}
