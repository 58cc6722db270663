package io.bisync.proof.promotion;

import io.bisync.table.NewColumn;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Java source in which an entity is declared, as far as adding a line to it needs. */
record DeclarationSource(String text) {

    boolean declares(FieldPath field) {
        return entity(field).find();
    }

    /** The table that the field's level has. */
    String table(FieldPath field) {
        var table = new StringBuilder("ods_%s_%s".formatted(field.source(), field.entity()));
        String method = rootMethod(field);
        for (var level : field.levels()) {
            var children = children(method, level);
            table.append('_').append(children.group(1));
            method = children.group(2);
        }
        return table.toString();
    }

    /** The source with the column as the last line of its level's declaration, and what it has to import for that. */
    String with(FieldPath field, NewColumn column) {
        String method = rootMethod(field);
        for (var level : field.levels()) {
            method = children(method, level).group(2);
        }
        var body = body(method);
        var inBody = text.substring(body.from(), body.to());
        if (inBody.contains("\"%s\"".formatted(field.name()))) {
            throw new PromotionException("%s names '%s' already".formatted(method, field.name()));
        }
        int end = text.lastIndexOf(';', body.to());
        int begin = Math.max(text.lastIndexOf(';', end - 1), text.lastIndexOf('{', end - 1)) + 1;
        if (end < body.from() || !text.substring(begin, end).strip().startsWith(body.parameter() + ".")) {
            throw new PromotionException("%s does not end with a chain of calls; add %s to it by hand"
                    .formatted(method, column.declaration()));
        }
        return imported(
                text.substring(0, end) + "\n                " + column.declaration() + text.substring(end),
                column.imported());
    }

    private record Body(int from, int to, String parameter) {}

    private Body body(String method) {
        var declared = Pattern.compile("\\bvoid %s\\(\\s*TableDeclaration (\\w+)\\) \\{".formatted(method))
                .matcher(text);
        if (!declared.find()) {
            throw new PromotionException("The declaration has no method '%s(TableDeclaration …)'".formatted(method));
        }
        int to = text.indexOf("\n    }", declared.end());
        return new Body(declared.end(), to < 0 ? text.length() : to, declared.group(1));
    }

    /** {@code .children("items", "item", OrderEntity::item)} */
    private Matcher children(String method, String level) {
        var body = body(method);
        var children = Pattern.compile(
                        "hildren\\(\\s*\"%s\",\\s*\"(\\w+)\",\\s*\\w+::(\\w+)\\)".formatted(Pattern.quote(level)))
                .matcher(text);
        if (!children.region(body.from(), body.to()).find()) {
            throw new PromotionException(
                    "%s declares no objects '%s'; whole arrays and objects are promoted by their own name"
                            .formatted(method, level));
        }
        return children;
    }

    private String rootMethod(FieldPath field) {
        var entity = entity(field);
        if (!entity.find()) {
            throw new PromotionException("'%s.%s' is not declared here".formatted(field.source(), field.entity()));
        }
        return entity.group(2);
    }

    /** {@code Entity.of("jushuitan", "order", Envelope.none(), OrderEntity::order)} */
    private Matcher entity(FieldPath field) {
        return Pattern.compile("Entity\\.of\\(\\s*\"%s\",\\s*\"%s\",[^;]*?(\\w+)::(\\w+)\\)"
                        .formatted(Pattern.quote(field.source()), Pattern.quote(field.entity())))
                .matcher(text);
    }

    private static String imported(String source, List<String> names) {
        String result = source;
        for (var name : names) {
            var line = "import static io.bisync.table.ColumnType.%s;\n".formatted(name);
            if (!result.contains(line)) {
                int at = result.indexOf("\n\n", result.indexOf("package ")) + 2;
                result = result.substring(0, at) + line + result.substring(at);
            }
        }
        return result;
    }
}
