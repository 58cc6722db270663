package io.bisync.jushuitan.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bisync.account.hint.Hint;
import io.bisync.account.hint.Hint.Reason;
import io.bisync.jushuitan.declaration.PulledEntity;
import io.bisync.jushuitan.openapi.Push;
import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A message of either style: the older one has {@code method} in its query and what it is about as JSON or as a form, the newer
 * one is a form, or JSON, with {@code action_code} and {@code biz}.
 *
 * @param method what it is about
 * @param isForged whether it is of the older style and lacks the signature that everybody can make
 * @param shop the shop that its query names; null where it names none
 * @param content what it says; never kept
 */
record PushMessage(
        String method, boolean isForged, @Nullable String shop, JsonNode content) {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int LONGEST_ID = 32;
    private static final String FORM = "application/x-www-form-urlencoded";

    /** The names under which messages say whose they are. */
    private static final List<String> COMPANY = List.of("co_id", "coid");

    private static final List<String> SHOP = List.of("shop_id", "shopid");

    /**
     * Reads a message.
     *
     * @param query the query of its request, as it came
     * @throws IllegalArgumentException where it cannot be read; the exception quotes nothing of it
     */
    static PushMessage read(@Nullable String query, @Nullable String contentType, byte[] body) {
        SequencedMap<String, String> parameters = fields(query == null ? "" : query);
        boolean isForm =
                contentType != null && contentType.toLowerCase(Locale.ROOT).startsWith(FORM);
        SequencedMap<String, String> form = isForm ? fields(new String(body, UTF_8)) : new LinkedHashMap<>();
        String method = parameters.get("method");
        if (method != null) {
            return new PushMessage(
                    method,
                    !Push.isSigned(parameters),
                    parameters.get("shopid"),
                    isForm ? JSON.valueToTree(form) : json(body));
        }
        JsonNode fields = isForm ? JSON.valueToTree(form) : json(body);
        JsonNode biz = fields.path("biz");
        return new PushMessage(
                fields.path("action_code").asString(""),
                false,
                null,
                biz.isString() ? json(biz.asString().getBytes(UTF_8)) : biz.isMissingNode() ? fields : biz);
    }

    /** The company that it names; empty where it names none. */
    Optional<String> company() {
        return first(COMPANY);
    }

    /** The shop that it names; empty where it names none. */
    Optional<String> shopId() {
        return first(SHOP).or(() -> Optional.ofNullable(shop)).filter(it -> it.length() <= LONGEST_ID);
    }

    private Optional<String> first(List<String> names) {
        return objects()
                .flatMap(it -> names.stream().map(name -> value(it, name)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /**
     * What it says to have changed, of what is pulled: entity, field and value, and nothing else.
     *
     * @param pulled by the names of the entities
     */
    Set<Hint> hints(PushKind kind, String account, Map<String, PulledEntity> pulled) {
        Set<Hint> hints = new LinkedHashSet<>();
        objects()
                .forEach(it -> kind.entities().stream()
                        .flatMap(name -> Optional.ofNullable(pulled.get(name)).stream())
                        .flatMap(entity -> hint(it, kind, account, entity).stream())
                        .forEach(hints::add));
        return hints;
    }

    /** By the first of the fields that it has and that the entity is asked for by. */
    private static Optional<Hint> hint(JsonNode object, PushKind kind, String account, PulledEntity entity) {
        return kind.fields().stream()
                .flatMap(field -> entity.endpoint().byId(field).stream()
                        .flatMap(by -> value(object, field).filter(by::takes).stream())
                        .map(id -> new Hint(account, entity.name(), field, id, Reason.PUSHED)))
                .findFirst();
    }

    /** What it is about: one thing, a list of them, or a list among others. */
    private Stream<JsonNode> objects() {
        JsonNode list = content.path("datas");
        return list.isArray() ? list.valueStream() : content.isArray() ? content.valueStream() : Stream.of(content);
    }

    /** A field as one style names it or the other, {@code sku_id} or {@code skuId}. */
    private static Optional<String> value(JsonNode object, String field) {
        return Stream.of(field, camelCase(field))
                .map(object::path)
                .filter(it -> it.isString() || it.isIntegralNumber())
                .map(JsonNode::asString)
                .filter(it -> !it.isBlank())
                .findFirst();
    }

    private static String camelCase(String field) {
        int underscore = field.indexOf('_');
        return underscore < 0
                ? field
                : field.substring(0, underscore)
                        + Character.toUpperCase(field.charAt(underscore + 1))
                        + field.substring(underscore + 2);
    }

    private static JsonNode json(byte[] body) {
        try {
            JsonNode read = JSON.readTree(body);
            return read == null ? JSON.missingNode() : read;
        } catch (JacksonException unreadable) {
            throw new IllegalArgumentException("It is not JSON");
        }
    }

    /** In the order in which they came; of a name that comes twice, the first. */
    private static SequencedMap<String, String> fields(String encoded) {
        SequencedMap<String, String> fields = new LinkedHashMap<>();
        for (String field : encoded.split("&", -1)) {
            int equals = field.indexOf('=');
            if (equals > 0) {
                fields.putIfAbsent(decoded(field.substring(0, equals)), decoded(field.substring(equals + 1)));
            }
        }
        return fields;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException unreadable) {
            throw new IllegalArgumentException("A field is not encoded as forms are");
        }
    }

    @Override
    public String toString() {
        return "PushMessage[%s]".formatted(PushKind.of(method).map(Enum::name).orElse("unknown"));
    }
}
