package io.bisync.basic.http;

import java.util.Comparator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Says what does not fit in a body by the names of its fields, never by their values: one may be a secret. */
final class BodyDefect {

    private static final String NOT_JSON = "The body is not the JSON that this address takes; see /v3/api-docs";
    private static final Pattern DOUBLED = Pattern.compile("Duplicate [^\"']*[\"'](\\w{1,200})[\"']");

    static String of(JacksonException e) {
        return switch (e) {
            case UnrecognizedPropertyException unknown ->
                "%s is not a field of this body, which takes %s".formatted(field(unknown), known(unknown));
            case InvalidFormatException format
            when format.getTargetType().isEnum() ->
                "%s is one of %s".formatted(field(format), values(format.getTargetType()));
            case DatabindException misfit
            when !misfit.getPath().isEmpty() -> "%s %s".formatted(field(misfit), what(misfit));
            case StreamConstraintsException _ -> "The body has a number, a text or a nesting beyond what is read";
            default -> {
                var doubled = DOUBLED.matcher(String.valueOf(e.getOriginalMessage()));
                yield doubled.find() ? doubled.group(1) + " stands twice in the body" : NOT_JSON;
            }
        };
    }

    private static String field(JacksonException e) {
        return e.getPath().stream()
                .map(step -> step.getPropertyName() == null
                        ? "[" + step.getIndex() + "]"
                        : "." + step.getPropertyName().replaceAll("[^\\w-]", "?"))
                .collect(Collectors.joining())
                .replaceFirst("^\\.", "");
    }

    private static String known(UnrecognizedPropertyException e) {
        return e.getKnownPropertyIds().stream()
                .map(String::valueOf)
                .sorted(Comparator.naturalOrder())
                .collect(Collectors.joining(", "));
    }

    private static String values(Class<?> type) {
        return Stream.of(type.getEnumConstants())
                .map(BodyMapper.JSON::writeValueAsString)
                .collect(Collectors.joining(", "));
    }

    /** Jackson's own words may quote the value: only ours are passed on. */
    private static String what(DatabindException e) {
        if (BodyMapper.CONTROL_CHARACTER.equals(e.getOriginalMessage())) {
            return BodyMapper.CONTROL_CHARACTER;
        }
        return "is missing, or not what /v3/api-docs describes";
    }

    private BodyDefect() {}
}
