package io.bisync.proof.promotion;

import java.util.Arrays;
import java.util.List;

/**
 * Where a field stands, as bi-basic names it: {@code jushuitan.order.items.craft_code}.
 *
 * @param levels the arrays on the way to it
 */
record FieldPath(String source, String entity, List<String> levels, String name) {

    static FieldPath of(String text) {
        var parts = Arrays.asList(text.split("\\.", -1));
        if (parts.size() < 3 || parts.stream().anyMatch(String::isBlank)) {
            throw new PromotionException(
                    "'%s' is no field; one is <source>.<entity>.<field>, with the array's name between for those of its objects"
                            .formatted(text));
        }
        return new FieldPath(
                parts.get(0), parts.get(1), List.copyOf(parts.subList(2, parts.size() - 1)), parts.getLast());
    }

    /** As a dictionary says it. */
    String level() {
        return levels.isEmpty() ? "." : String.join(".", levels);
    }
}
