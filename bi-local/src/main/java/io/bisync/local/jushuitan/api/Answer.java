package io.bisync.local.jushuitan.api;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/** What goes back to the caller. */
@SuppressWarnings("ArrayRecordComponent") // Written once, never compared.
record Answer(int http, String contentType, int code, int rows, byte[] body) {

    static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern LAST_TS = Pattern.compile("(?s)(.*\"ts\":\"?)[0-9]+(.*)");
    private static final String TYPE = "application/json;charset=UTF-8";

    static Answer success(Map<String, ?> data, int rows) {
        return new Answer(200, TYPE, 0, rows, envelope(JSON.writeValueAsBytes(data)));
    }

    /** A page: its members and then, under the endpoint's name for it, an array that is JSON already. */
    static Answer page(Map<String, ?> members, String arrayName, byte[] array, int rows) {
        byte[] head = JSON.writeValueAsBytes(members);
        ByteArrayOutputStream data = new ByteArrayOutputStream(head.length + array.length + 32);
        data.write(head, 0, head.length - 1);
        data.writeBytes((",\"" + arrayName + "\":").getBytes(StandardCharsets.UTF_8));
        data.writeBytes(array);
        data.write('}');
        return new Answer(200, TYPE, 0, rows, envelope(data.toByteArray()));
    }

    static Answer refusal(int code, String message, String requestId) {
        return refusal(200, code, message, requestId);
    }

    static Answer refusal(int http, int code, String message, String requestId) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("code", code);
        body.put("issuccess", false);
        body.put("msg", message);
        body.put("requestId", requestId);
        return new Answer(http, TYPE, code, 0, JSON.writeValueAsBytes(body));
    }

    static Answer html(int http) {
        String body = "<html><head><title>%d</title></head><body>openresty</body></html>".formatted(http);
        return new Answer(http, "text/html", -1, 0, body.getBytes(StandardCharsets.UTF_8));
    }

    /** The same answer, ending in the middle. */
    Answer broken() {
        return new Answer(http, contentType, -1, 0, Arrays.copyOf(body, body.length / 2));
    }

    /** The same answer with another version in its last order. */
    Answer withOddTs(long ts) {
        String text = new String(body, StandardCharsets.UTF_8);
        String odd = LAST_TS.matcher(text).replaceFirst("$1" + ts + "$2");
        return new Answer(http, contentType, code, rows, odd.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] envelope(byte[] data) {
        ByteArrayOutputStream body = new ByteArrayOutputStream(data.length + 64);
        body.writeBytes("{\"code\":0,\"msg\":\"执行成功\",\"data\":".getBytes(StandardCharsets.UTF_8));
        body.writeBytes(data);
        body.write('}');
        return body.toByteArray();
    }
}
