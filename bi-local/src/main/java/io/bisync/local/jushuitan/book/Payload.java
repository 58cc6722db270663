package io.bisync.local.jushuitan.book;

import io.bisync.local.dictionary.Dictionary;
import io.bisync.local.dictionary.Field;
import io.bisync.local.dictionary.FieldType;
import io.bisync.local.jushuitan.book.Row.Child;
import io.bisync.local.jushuitan.field.Defect;
import io.bisync.local.jushuitan.field.Dice;
import io.bisync.local.jushuitan.field.PayloadFields;
import java.io.ByteArrayOutputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Rows as the query answers them. */
final class Payload {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Dictionary dictionary;
    private final RowFields fields;
    private final List<Field> lists;
    private final Set<String> ids;
    private final String scope;

    Payload(Dictionary dictionary, RowFields fields) {
        this.dictionary = dictionary;
        this.fields = fields;
        this.lists = dictionary.level(Dictionary.ROOT, FieldType.LIST);
        this.scope = dictionary.keyOfRequest().orElse("");
        this.ids = new HashSet<>(dictionary.key());
        Stream.of("ts", "co_id").forEach(ids::add);
        lists.forEach(list -> ids.add(dictionary.key(list)));
    }

    /** The rows as one JSON array. */
    byte[] of(List<Row> rows, Set<String> without) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(rows.size() * 1024 + 64);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartArray();
            for (Row row : rows) {
                if (row.defect == null) {
                    write(row, without, json);
                } else {
                    json.writePOJO(spoilt(row, row.defect, without));
                }
            }
            json.writeEndArray();
        }
        return bytes.toByteArray();
    }

    /** A row with its defect. */
    ObjectNode spoilt(Row row, Defect defect, Set<String> without) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            write(row, without, json);
        }
        ObjectNode whole = (ObjectNode) JSON.readTree(bytes.toByteArray());
        defect.spoil(whole, dictionary);
        return whole;
    }

    private void write(Row row, Set<String> without, JsonGenerator json) {
        long mood = row.mood();
        PayloadFields spelled = new PayloadFields(json, mood, ids);
        boolean listsFirst = Dice.chance(250, mood, "layout");
        json.writeStartObject();
        if (listsFirst) {
            lists(row, json, mood);
        }
        // A row may lack what only the request knows.
        if (!scope.isEmpty() && Dice.chance(300, mood, scope)) {
            json.writeName(scope).writeNumber(row.scope);
        }
        fields.write(row, without, spelled);
        if (!listsFirst) {
            lists(row, json, mood);
        }
        json.writeEndObject();
    }

    private void lists(Row row, JsonGenerator json, long mood) {
        for (Field list : lists) {
            json.writeName(list.name()).writeStartArray();
            for (Child child : row.children(list.path())) {
                json.writeStartObject();
                fields.write(row, list, child, new PayloadFields(json, mood ^ child.seed, ids));
                json.writeEndObject();
            }
            json.writeEndArray();
        }
    }
}
