package io.bisync.basic.account;

import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Lays a JSON merge patch (RFC 7396) over what there is: absent fields stay, null takes a value away. */
final class MergePatch {

    private final JsonMapper json;
    private final Validator validator;

    MergePatch(JsonMapper json, Validator validator) {
        this.json = json;
        this.validator = validator;
    }

    /** The patched state, which fits like a body. */
    <T> T apply(T state, ObjectNode patch, Class<T> type) {
        var patched = json.treeToValue(merged(json.valueToTree(state), patch), type);
        var violations = validator.validate(patched);
        if (!violations.isEmpty()) {
            throw new ConstraintViolationException(violations);
        }
        return patched;
    }

    private JsonNode merged(JsonNode target, ObjectNode patch) {
        var result = target instanceof ObjectNode there ? there : json.createObjectNode();
        patch.forEachEntry((name, value) -> {
            // A field without a value is one that is null: names that nobody knows are still found.
            result.set(name, value instanceof ObjectNode nested ? merged(result.path(name), nested) : value);
        });
        return result;
    }
}
