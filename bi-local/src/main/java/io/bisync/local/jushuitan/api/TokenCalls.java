package io.bisync.local.jushuitan.api;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** {@code /openWeb/auth/getInitToken}, {@code …/accessToken} and {@code …/refreshToken}. */
final class TokenCalls {

    static final Set<String> INIT_FIELDS = Set.of("app_key", "timestamp", "grant_type", "charset", "code");
    static final Set<String> REFRESH_FIELDS =
            Set.of("app_key", "timestamp", "grant_type", "charset", "refresh_token", "scope");

    private static final int CODE_LENGTH = 6;

    private TokenCalls() {}

    static Answer init(Account account, Form form) {
        String grant = form.require("grant_type");
        // A published client of 2026 sends refresh_token here; that the vendor refuses it is not known.
        if (!grant.equals("authorization_code") && !grant.equals("refresh_token")) {
            throw RefusedException.invalid("grant_type");
        }
        if (account.kind() == AppKind.ISV) {
            throw new RefusedException(21024, "仅支持自有应用");
        }
        String code = form.require("code");
        if (code.codePointCount(0, code.length()) != CODE_LENGTH) {
            throw RefusedException.invalid("code");
        }
        return answer(account, account.tokens().issue());
    }

    /** For the code that came back from a merchant's authorisation. */
    static Answer exchange(Account account, Form form) {
        form.requireValue("grant_type", "authorization_code");
        if (account.kind() != AppKind.ISV || !account.takesCode(form.require("code"))) {
            throw new RefusedException(100, "无效的code或code已过期");
        }
        return answer(account, account.tokens().issue());
    }

    static Answer refresh(Account account, Form form) {
        form.requireValue("grant_type", "refresh_token");
        form.requireValue("scope", "all");
        if (account.kind() == AppKind.ISV) {
            throw new RefusedException(150, "服务商应用禁止刷新access_token,需商户重新授权");
        }
        return answer(account, account.tokens().refresh(form.require("refresh_token")));
    }

    private static Answer answer(Account account, Tokens.Pair pair) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("access_token", pair.accessToken());
        data.put("refresh_token", pair.refreshToken());
        data.put("expires_in", account.tokens().secondsLeft(pair));
        data.put("scope", "all");
        return Answer.success(data, 0);
    }
}
