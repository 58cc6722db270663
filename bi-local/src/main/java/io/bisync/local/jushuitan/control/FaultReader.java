package io.bisync.local.jushuitan.control;

import io.bisync.local.jushuitan.api.Fault;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** Reads a fault, for example {@code {"code":199,"calls":3}} or {@code {"kind":"slow","millis":2000}}. */
final class FaultReader {

    private FaultReader() {}

    static Fault read(JsonNode body) {
        String kind = body.path("kind").asString(body.has("http") ? "http" : "code");
        Fault.Effect effect = switch (kind) {
            case "code" -> {
                int code = body.path("code").asInt();
                yield new Fault.Effect.Code(code, body.path("message").asString(message(code)));
            }
            case "http" -> new Fault.Effect.Http(body.path("http").asInt(502));
            case "slow" ->
                new Fault.Effect.Slow(Duration.ofMillis(body.path("millis").asLong(2_000)));
            case "broken-json" -> new Fault.Effect.BrokenJson();
            case "html" -> new Fault.Effect.Html();
            case "empty-page" -> new Fault.Effect.EmptyPage();
            case "odd-ts" -> new Fault.Effect.OddTs(body.path("ts").asLong(4_000_000_000_000_000_000L));
            case "without-ts" -> new Fault.Effect.WithoutTs();
            default ->
                throw new IllegalArgumentException(
                        "Unknown fault '%s'; there are code, http, slow, broken-json, html, empty-page, odd-ts, without-ts"
                                .formatted(kind));
        };
        String path = body.path("path").asString("/open/");
        Long coId = body.has("coId") ? (Long) body.path("coId").asLong() : null;
        return new Fault(effect, body.path("calls").asInt(1), path, coId);
    }

    private static String message(int code) {
        return switch (code) {
            case 100 -> "无效的access_token或access_token已过期";
            case 110 -> "已设置IP白名单，该IP不在白名单列表";
            case 140 -> "参数不符合规范";
            case 150 -> "内部处理异常";
            case 190 -> "无API权限，请申请API权限";
            case 199 -> "调用频次超过限制!请稍后再试";
            case 200 -> "调用频次超过限制";
            default -> "未知错误";
        };
    }
}
