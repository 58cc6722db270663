package io.bisync.jushuitan.openapi;

import io.bisync.account.Credentials;
import io.bisync.account.Token;
import io.bisync.jushuitan.openapi.AnswerReader.ParsedAnswer;
import io.bisync.jushuitan.openapi.ApiResult.Failure;
import io.bisync.jushuitan.openapi.ApiResult.Transient;
import io.bisync.jushuitan.openapi.Post.StatusException;
import io.bisync.jushuitan.openapi.Post.TooLargeException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Makes one signed call at a time and sorts what came back; it keeps no token and retries nothing. */
final class JushuitanClient {

    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";

    private final Post post;
    private final String authPath;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final CallMeters meters;

    JushuitanClient(Post post, String authPath, InstantSource clock, RandomGenerator random, CallMeters meters) {
        this.post = post;
        this.authPath = authPath;
        this.clock = clock;
        this.random = random;
        this.meters = meters;
    }

    /** The first token of an own app; the code is any six characters of the caller's choice. */
    ApiResult<Token> initialToken(String account, Credentials credentials) {
        Map<String, String> fields = signedBy(credentials);
        fields.put("grant_type", "authorization_code");
        fields.put(
                "code",
                random.ints(6, 0, ALPHABET.length())
                        .collect(
                                StringBuilder::new, (text, i) -> text.append(ALPHABET.charAt(i)), StringBuilder::append)
                        .toString());
        return tokenCall(account, authPath + "/getInitToken", fields, credentials);
    }

    ApiResult<Token> refreshedToken(String account, Credentials credentials, String refreshToken) {
        Map<String, String> fields = signedBy(credentials);
        fields.put("grant_type", "refresh_token");
        fields.put("refresh_token", refreshToken);
        fields.put("scope", "all");
        return tokenCall(account, authPath + "/refreshToken", fields, credentials);
    }

    ApiResult<Page> page(
            String account, Credentials credentials, String accessToken, Endpoint endpoint, PageQuery query) {
        Map<String, String> fields = signedBy(credentials);
        fields.put("access_token", accessToken);
        fields.put("version", "2");
        fields.put("biz", query.biz(endpoint));
        AnswerReader<Page> reader = new AnswerReader<>(new PageReader(endpoint), ErrorCodes::inBusinessCall);
        return call(account, endpoint.path(), fields, credentials, reader);
    }

    private ApiResult<Token> tokenCall(
            String account, String path, Map<String, String> fields, Credentials credentials) {
        return call(
                account,
                path,
                fields,
                credentials,
                new AnswerReader<>(new TokenReader(clock), ErrorCodes::inTokenCall));
    }

    private <T> ApiResult<T> call(
            String account, String path, Map<String, String> fields, Credentials credentials, AnswerReader<T> reader) {
        byte[] form = Form.of(fields).signed(credentials.appSecret());
        try {
            ParsedAnswer<T> parsedAnswer = reader.read(post.send(path, form));
            meters.called(account, path, parsedAnswer.code());
            return parsedAnswer.apiResult();
        } catch (StatusException refused) {
            meters.called(account, path, "http");
            return new Transient<>(
                    Failure.HTTP_STATUS, "%s answered with HTTP status %d".formatted(path, refused.status()));
        } catch (TooLargeException large) {
            meters.called(account, path, "large");
            return new Transient<>(Failure.TOO_LARGE, String.valueOf(large.getMessage()));
        } catch (IOException failed) {
            meters.called(account, path, "unreachable");
            return new Transient<>(
                    Failure.UNREACHABLE, "%s: %s".formatted(path, ErrorCodes.harmless(String.valueOf(failed))));
        }
    }

    private Map<String, String> signedBy(Credentials credentials) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("app_key", credentials.appKey());
        fields.put("timestamp", String.valueOf(clock.instant().getEpochSecond()));
        fields.put("charset", "utf-8");
        return fields;
    }
}
