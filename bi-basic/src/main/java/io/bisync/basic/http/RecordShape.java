package io.bisync.basic.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.type.TypeFactory;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.oas.models.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a record says about its fields, as the mapper means it: all that are not {@code @Nullable} have to be there, a text
 * matches a pattern as a whole, a duration is written as Java writes it.
 */
@SuppressWarnings({"rawtypes", "unchecked"}) // The signatures of swagger's models.
final class RecordShape implements ModelConverter {

    /** JSON Schema's own format for durations knows no parts of a second. */
    private static final String DURATION = "^-?PT(-?[0-9]+H)?(-?[0-9]+M)?(-?[0-9]+([.][0-9]{1,9})?S)?$";

    private static final String DURATION_IN_WORDS = "hours, minutes and seconds, for example PT0.25S";

    private static final String NOT_BLANK = "^.*\\S.*$";

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        if (!chain.hasNext()) {
            return null;
        }
        var schema = chain.next().resolve(type, context, chain);
        var raw = TypeFactory.defaultInstance().constructType(type.getType()).getRawClass();
        if (schema != null && raw.isRecord()) {
            var model = schema.get$ref() == null
                    ? schema
                    : context.getDefinedModels()
                            .get(schema.get$ref().substring(schema.get$ref().lastIndexOf('/') + 1));
            if (model != null && model.getProperties() != null) {
                shape(model, raw);
            }
        }
        return schema;
    }

    private static void shape(Schema<?> model, Class<?> type) {
        var leavesNullsOut = type.isAnnotationPresent(JsonInclude.class);
        for (var component : type.getRecordComponents()) {
            var name = name(component);
            var field = model.getProperties().get(name);
            if (field == null) {
                continue;
            }
            narrow(field, component);
            if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                require(model, name);
            } else if (!leavesNullsOut) {
                model.getProperties().put(name, orNull(field));
            }
        }
    }

    private static void narrow(Schema<?> field, RecordComponent component) {
        if (component.getType() == Duration.class) {
            duration(field);
        }
        if (field.getItems() != null && "duration".equals(field.getItems().getFormat())) {
            duration(field.getItems());
        }
        if (component.getAccessor().isAnnotationPresent(NotBlank.class)) {
            field.minLength(1).pattern(NOT_BLANK);
        }
        var pattern = component.getAccessor().getAnnotation(Pattern.class);
        if (pattern != null) {
            field.pattern(whole(pattern.regexp()));
        }
    }

    private static void duration(Schema<?> value) {
        var meant = value.getDescription() == null ? "" : value.getDescription() + "; ";
        value.format(null).pattern(DURATION).description(meant + DURATION_IN_WORDS);
    }

    /** Bean validation wants the whole text to match, JSON Schema any part of it. */
    static String whole(String pattern) {
        return pattern.startsWith("^") ? pattern : "^(?:" + pattern + ")$";
    }

    static void require(Schema<?> model, String name) {
        if (model.getRequired() == null || !model.getRequired().contains(name)) {
            model.addRequiredItem(name);
        }
    }

    /** Whether null is among the values: it is where it is named, and where nothing is. */
    static boolean isNullable(Schema<?> field) {
        if (field.getAnyOf() != null) {
            return field.getAnyOf().stream().anyMatch(RecordShape::isNullable);
        }
        return field.getTypes() == null
                ? field.get$ref() == null
                : field.getTypes().contains("null");
    }

    private static Schema<?> orNull(Schema<?> field) {
        if (isNullable(field)) {
            return field;
        }
        if (field.get$ref() == null && field.getEnum() == null) {
            field.addType("null");
            return field;
        }
        var none = new Schema<>();
        none.addType("null");
        var either = new Schema<>();
        either.setAnyOf(List.of(field, none));
        return either;
    }

    private static String name(RecordComponent component) {
        var named = component.getAccessor().getAnnotation(JsonProperty.class);
        return named == null ? component.getName() : named.value();
    }
}
