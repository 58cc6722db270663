package io.bisync.jushuitan.authorise;

import io.bisync.jushuitan.call.Authorisations;
import org.springframework.http.HttpStatus;

/** What becomes of a visit, as a person reads it; strangers learn nothing of which links there are. */
enum Outcome {
    AUTHORISED(HttpStatus.OK, "", "授权成功，可以关闭本页。", "The app is authorised. You may close this page."),
    NOT_OPEN(
            HttpStatus.NOT_FOUND,
            "BI-JST-84",
            "此链接无效、已使用或已过期，请索取新的授权链接。",
            "This link is not valid, was used, or is over. Please ask for another one."),
    FAILED(
            HttpStatus.BAD_GATEWAY,
            Authorisations.NOT_STORED,
            "授权未完成，请索取新的授权链接后重试。",
            "The authorisation did not succeed. Please ask for another link and try again."),
    BUSY(
            HttpStatus.SERVICE_UNAVAILABLE,
            "BI-JST-87",
            "系统繁忙，请稍后重新打开此链接。",
            "The service is busy. Please open this link again in a moment.");

    final HttpStatus status;
    final String code;
    private final String chinese;
    private final String english;

    Outcome(HttpStatus status, String code, String chinese, String english) {
        this.status = status;
        this.code = code;
        this.chinese = chinese;
        this.english = english;
    }

    /** For a browser. */
    String page() {
        return """
            <!doctype html><html lang="zh"><meta charset="utf-8"><meta name="viewport" content="width=device-width">\
            <title>授权 · Authorisation</title><p>%s</p><p lang="en">%s</p><p>%s</p></html>
            """.formatted(chinese, english, code);
    }

    /** For Jushuitan, to whom code 0 is success. */
    String json() {
        return """
            {"code":%d,"msg":"%s"}\
            """.formatted(this == AUTHORISED ? 0 : status.value(), (code + " " + english).strip());
    }
}
