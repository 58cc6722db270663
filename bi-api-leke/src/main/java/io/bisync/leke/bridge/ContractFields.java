package io.bisync.leke.bridge;

import io.bisync.json.LenientScanner;
import org.jspecify.annotations.Nullable;

/**
 * What an event of Leke's contract says about itself.
 *
 * @param eventId names the event
 * @param tenant whose it is
 * @param entityId which order or stock changed
 */
record ContractFields(String eventId, String tenant, String entityId) {

    /** Of a value that was found to be sound JSON, without a field twice. */
    static ContractFields of(byte[] value) {
        @Nullable String eventId = null;
        @Nullable String tenant = null;
        @Nullable String entityId = null;
        var scanner = new LenientScanner(value, 0, value.length);
        scanner.peek();
        for (var more = scanner.opens('}'); more; more = scanner.continues('}')) {
            scanner.name();
            switch (scanner.text()) {
                case "event_id" -> eventId = text(scanner);
                case "tenant_id" -> tenant = text(scanner);
                case "entity_id" -> entityId = text(scanner);
                default -> scanner.skip();
            }
        }
        return new ContractFields(
                required("event_id", eventId), required("tenant_id", tenant), required("entity_id", entityId));
    }

    /** The key of its record. */
    String key() {
        return tenant + ":" + entityId;
    }

    private static @Nullable String text(LenientScanner scanner) {
        var quoted = scanner.peek() == '"';
        scanner.skip();
        return quoted ? scanner.text() : null;
    }

    private static String required(String field, @Nullable String text) {
        if (text == null || text.isEmpty()) {
            throw Refusal.CONTRADICTION
                    .because("The event has no %s that is a text".formatted(field))
                    .thrown();
        }
        return text;
    }
}
