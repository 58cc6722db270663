package io.bisync.local.jushuitan.api;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Checks what every call must bring, in the vendor's order: app, fields, time, signature, token, share of calls. */
final class Gate {

    private static final Set<String> BUSINESS_FIELDS =
            Set.of("app_key", "access_token", "timestamp", "version", "charset", "biz");
    private static final Duration SKEW = Duration.ofMinutes(15);

    private final InstantSource clock;
    private final Map<String, Account> accounts = new ConcurrentHashMap<>();

    Gate(InstantSource clock) {
        this.clock = clock;
    }

    void admit(Account account) {
        accounts.put(account.appKey(), account);
    }

    @Nullable Account find(Form form) {
        return accounts.get(form.fields().getOrDefault("app_key", ""));
    }

    Account passToken(Form form, Set<String> fields) {
        return pass(form, fields);
    }

    /** An address of the authorisation page; whether it has a state is the app's choice, and it is signed with it. */
    Account passAuthorisation(Form form) {
        return pass(
                form,
                form.fields().containsKey("state")
                        ? Set.of("app_key", "timestamp", "charset", "state")
                        : Set.of("app_key", "timestamp", "charset"));
    }

    Account passBusiness(Form form) {
        Account account = pass(form, BUSINESS_FIELDS);
        form.requireValue("version", "2");
        account.tokens().check(form.require("access_token"));
        account.limit().count();
        return account;
    }

    private Account pass(Form form, Set<String> fields) {
        form.requireOnly(fields);
        Account account = find(form);
        if (account == null) {
            throw new RefusedException(10, "验证失败！无效签名: app_key");
        }
        if (!form.require("charset").toLowerCase(Locale.ROOT).equals("utf-8")) {
            throw RefusedException.invalid("charset");
        }
        checkTime(form.require("timestamp"));
        if (!Signature.matches(account.appSecret(), form.fields())) {
            throw new RefusedException(120, "验证失败!无效签名");
        }
        return account;
    }

    private void checkTime(String timestamp) {
        if (!timestamp.matches("\\d{10}")) {
            throw RefusedException.invalid("timestamp");
        }
        Instant sent = Instant.ofEpochSecond(Long.parseLong(timestamp));
        if (Duration.between(sent, clock.instant()).abs().compareTo(SKEW) > 0) {
            throw new RefusedException(140, "无效的timestamp，最大误差15分钟");
        }
    }
}
