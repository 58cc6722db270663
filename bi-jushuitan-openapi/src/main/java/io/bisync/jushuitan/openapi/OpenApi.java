package io.bisync.jushuitan.openapi;

import io.bisync.jushuitan.openapi.AnswerReader.ParsedAnswer;
import io.bisync.jushuitan.openapi.ApiResult.Failure;
import io.bisync.jushuitan.openapi.ApiResult.Permanent;
import io.bisync.jushuitan.openapi.ApiResult.Refusal;
import io.bisync.jushuitan.openapi.ApiResult.Success;
import io.bisync.jushuitan.openapi.ApiResult.TokenInvalid;
import io.bisync.jushuitan.openapi.ApiResult.Transient;
import io.bisync.jushuitan.openapi.Post.StatusException;
import io.bisync.jushuitan.openapi.Post.TooLargeException;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Makes one signed call at a time and sorts what came back; it keeps no token and retries nothing. */
public final class OpenApi {

    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";

    private final Post post;
    private final String authPath;
    private final InstantSource clock;
    private final RandomGenerator random;

    public OpenApi(OpenApiAddress address) {
        this(address, InstantSource.system());
    }

    /**
     * Calls under the time of another clock.
     *
     * @param clock signs calls, so it has to be within minutes of Jushuitan's
     */
    public OpenApi(OpenApiAddress address, InstantSource clock) {
        this(new HttpPost(address), address.authPath(), clock);
    }

    /**
     * Calls by other means than the JDK's HTTP client.
     *
     * @param authPath where token calls are, for example {@code /openWeb/auth}
     */
    public OpenApi(Post post, String authPath, InstantSource clock) {
        this.post = post;
        this.authPath = authPath;
        this.clock = clock;
        this.random = new SecureRandom();
    }

    /** The first token of a merchant's own app; the code is any six characters of the caller's choice. */
    public ApiResult<Token> firstToken(App app, CallContext context) {
        var code = random.ints(6, 0, ALPHABET.length())
                .collect(StringBuilder::new, (text, i) -> text.append(ALPHABET.charAt(i)), StringBuilder::append);
        return authorised("/getInitToken", app, code.toString(), context);
    }

    /** The token for the code that came back from a merchant's authorisation of a service provider's app. */
    public ApiResult<Token> exchangedToken(App app, String code, CallContext context) {
        return authorised("/accessToken", app, code, context);
    }

    /** A longer life for a token; refused to apps of service providers. */
    public ApiResult<Token> refreshedToken(App app, String refreshToken, CallContext context) {
        Map<String, String> fields = signedBy(app);
        fields.put("grant_type", "refresh_token");
        fields.put("refresh_token", refreshToken);
        fields.put("scope", "all");
        return tokenCall("/refreshToken", fields, app, context);
    }

    /**
     * The next token of a merchant's own app: a refreshed one, or where the refresh token is of no use any more, a first one.
     *
     * @param refreshToken null where there never was one
     */
    public ApiResult<Token> ownToken(App app, @Nullable String refreshToken, CallContext context) {
        if (refreshToken != null) {
            ApiResult<Token> refreshed = refreshedToken(app, refreshToken, context);
            if (!isUseless(refreshed)) {
                return refreshed;
            }
        }
        return firstToken(app, context);
    }

    /** One page, still in its bytes. */
    public ApiResult<Page> page(Tokens.Grant grant, Endpoint endpoint, PageQuery query, CallContext context) {
        Map<String, String> fields = signedBy(grant.app());
        fields.put("access_token", grant.accessToken());
        fields.put("version", "2");
        fields.put("biz", query.biz(endpoint));
        var reader = new AnswerReader<>(new PageReader(endpoint), ErrorCodes::inBusinessCall);
        var asked = clock.instant();
        var answer = call(endpoint.path(), fields, grant.app(), reader, context);
        return answer instanceof Success<Page>(Page page) ? new Success<>(page.askedAt(asked)) : answer;
    }

    private ApiResult<Token> authorised(String path, App app, String code, CallContext context) {
        Map<String, String> fields = signedBy(app);
        fields.put("grant_type", "authorization_code");
        fields.put("code", code);
        return tokenCall(path, fields, app, context);
    }

    private ApiResult<Token> tokenCall(String path, Map<String, String> fields, App app, CallContext context) {
        return call(
                authPath + path,
                fields,
                app,
                new AnswerReader<>(new TokenReader(clock), ErrorCodes::inTokenCall),
                context);
    }

    private <T> ApiResult<T> call(
            String path, Map<String, String> fields, App app, AnswerReader<T> reader, CallContext context) {
        var begun = System.nanoTime();
        var answer = answer(path, Form.of(fields).signed(app.secret()), reader);
        context.called(new Call(path, answer.code(), Duration.ofNanos(System.nanoTime() - begun)));
        return answer.apiResult();
    }

    private <T> ParsedAnswer<T> answer(String path, byte[] form, AnswerReader<T> reader) {
        try {
            return reader.read(post.send(path, form));
        } catch (StatusException refused) {
            return failed(
                    "http", Failure.HTTP_STATUS, "%s answered with HTTP status %d".formatted(path, refused.status()));
        } catch (TooLargeException large) {
            return failed("large", Failure.TOO_LARGE, String.valueOf(large.getMessage()));
        } catch (IOException failed) {
            return failed(
                    "unreachable",
                    Failure.UNREACHABLE,
                    "%s: %s".formatted(path, ErrorCodes.harmless(String.valueOf(failed))));
        }
    }

    private static <T> ParsedAnswer<T> failed(String code, Failure failure, String message) {
        return new ParsedAnswer<>(code, new Transient<>(failure, message));
    }

    /** Whether the refresh token is of no use any more; a wrong secret or address would spoil a first token as well. */
    private static boolean isUseless(ApiResult<Token> answer) {
        return answer instanceof TokenInvalid<Token>
                || (answer instanceof Permanent<Token> refused
                        && refused.refusal() != Refusal.ADDRESS
                        && refused.refusal() != Refusal.SIGNATURE);
    }

    private Map<String, String> signedBy(App app) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("app_key", app.key());
        fields.put("timestamp", String.valueOf(clock.instant().getEpochSecond()));
        fields.put("charset", "utf-8");
        return fields;
    }
}
