package io.bisync.proof.bench;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Makes orders large as they are large at merchants, by many items: their own ones again, each under an id of its own. */
final class Enlarged {

    /** The largest that is worth asking for: beyond it small items would be more rows than a record may have. */
    static final int MOST_KB = 2_000;

    /** A record may have 10,000 rows; some of them are the order's own and its payments'. */
    private static final int MOST_ITEMS = 9_900;

    private static final int PAGE_BYTES = 4 << 20;
    private static final int PAGE = 100;

    private final JsonFactory json = new JsonFactory();
    private final int bytes;

    /** Where an item and the value of its id stand in the order. */
    private record Item(int from, int idFrom, int idTo, int to, long id) {}

    /** @param kb the size of the larger orders, 0 to leave all as they are */
    Enlarged(int kb) {
        this.bytes = kb << 10;
    }

    /** How large orders are at least. */
    int bytes() {
        return bytes;
    }

    /** How many orders make a page: a hundred as at the vendor's, fewer where that would be many megabytes. */
    int page() {
        return bytes == 0 ? PAGE : Math.clamp(PAGE_BYTES / bytes, 1, PAGE);
    }

    /** The order with enough items for the size; as it is when it is large already or has no items. */
    byte[] order(byte[] order) {
        List<Item> items = order.length < bytes ? items(order) : List.of();
        if (items.isEmpty()) {
            return order;
        }
        int end = items.getLast().to();
        int rest = order.length - end;
        long id = items.stream().mapToLong(Item::id).max().orElse(0);
        var larger = new ByteArrayOutputStream(bytes + order.length);
        larger.write(order, 0, end);
        for (int i = 0; larger.size() + rest < bytes && items.size() + i < MOST_ITEMS; i++) {
            Item item = items.get(i % items.size());
            larger.write(',');
            larger.write(order, item.from(), item.idFrom() - item.from());
            larger.writeBytes(Long.toString(++id).getBytes(StandardCharsets.US_ASCII));
            larger.write(order, item.idTo(), item.to() - item.idTo());
        }
        larger.write(order, end, rest);
        return larger.toByteArray();
    }

    private List<Item> items(byte[] order) {
        List<Item> items = new ArrayList<>();
        try (JsonParser parser = json.createParser(ObjectReadContext.empty(), order)) {
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                boolean isItems = parser.currentName().equals("items");
                if (parser.nextToken() != JsonToken.START_ARRAY || !isItems) {
                    parser.skipChildren();
                } else {
                    while (parser.nextToken() == JsonToken.START_OBJECT) {
                        items.add(item(parser));
                    }
                }
            }
        }
        return items;
    }

    private static Item item(JsonParser parser) {
        int from = from(parser);
        int idFrom = from;
        int idTo = from;
        long id = -1;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            boolean isId = parser.currentName().equals("oi_id");
            parser.nextToken();
            if (isId) {
                idFrom = from(parser);
                id = Long.parseLong(parser.getString());
                idTo = to(parser);
            } else {
                parser.skipChildren();
            }
        }
        if (id < 0) {
            throw new IllegalStateException("An invented item has an oi_id");
        }
        return new Item(from, idFrom, idTo, to(parser), id);
    }

    private static int from(JsonParser parser) {
        return (int) parser.currentTokenLocation().getByteOffset();
    }

    private static int to(JsonParser parser) {
        return (int) parser.currentLocation().getByteOffset();
    }
}
