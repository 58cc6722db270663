package io.bisync.local.starrocks.table;

import java.util.ArrayList;
import java.util.List;

/** Cuts SQL into statements and statements into words, names, literals and signs; comments fall away. */
public final class Tokens {

    /** One piece of SQL; quoted pieces carry their content, and where the piece stands in its statement. */
    public record Token(Kind kind, String text, int start, int end) {

        boolean is(String word) {
            return kind != Kind.TEXT && kind != Kind.QUOTED_NAME && text.equalsIgnoreCase(word);
        }
    }

    /** What a token is. */
    public enum Kind {
        WORD,
        QUOTED_NAME,
        TEXT,
        NUMBER,
        SIGN
    }

    private Tokens() {}

    /** The statements of a file, without their semicolons and without empty ones. */
    public static List<String> statements(String sql) {
        var statements = new ArrayList<String>();
        var start = 0;
        for (var token : of(sql)) {
            if (token.is(";")) {
                statements.add(sql.substring(start, token.start()));
                start = token.end();
            }
        }
        statements.add(sql.substring(start));
        statements.removeIf(statement -> of(statement).isEmpty());
        return List.copyOf(statements);
    }

    public static List<Token> of(String sql) {
        var tokens = new ArrayList<Token>();
        var at = 0;
        while (at < sql.length()) {
            var c = sql.charAt(at);
            if (Character.isWhitespace(c)) {
                at++;
            } else if (sql.startsWith("--", at) || c == '#') {
                at = endOf(sql, "\n", at);
            } else if (sql.startsWith("/*", at)) {
                at = endOf(sql, "*/", at + 2);
            } else {
                var token = next(sql, at, c);
                tokens.add(token);
                at = token.end();
            }
        }
        return tokens;
    }

    private static Token next(String sql, int at, char c) {
        if (c == '`') {
            return quoted(sql, at, Kind.QUOTED_NAME);
        }
        if (c == '\'' || c == '"') {
            return quoted(sql, at, Kind.TEXT);
        }
        var end = at + 1;
        if (Character.isLetter(c) || c == '_' || c == '@') {
            while (end < sql.length() && isWordPart(sql.charAt(end))) {
                end++;
            }
            return new Token(Kind.WORD, sql.substring(at, end), at, end);
        }
        if (Character.isDigit(c)) {
            while (end < sql.length() && (Character.isLetterOrDigit(sql.charAt(end)) || sql.charAt(end) == '.')) {
                end++;
            }
            return new Token(Kind.NUMBER, sql.substring(at, end), at, end);
        }
        return new Token(Kind.SIGN, sql.substring(at, end), at, end);
    }

    private static boolean isWordPart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$';
    }

    private static Token quoted(String sql, int at, Kind kind) {
        var quote = sql.charAt(at);
        var text = new StringBuilder();
        for (var i = at + 1; i < sql.length(); i++) {
            var c = sql.charAt(i);
            if (c == quote && i + 1 < sql.length() && sql.charAt(i + 1) == quote) {
                text.append(quote);
                i++;
            } else if (c == '\\' && kind == Kind.TEXT && i + 1 < sql.length()) {
                text.append(escaped(sql.charAt(++i)));
            } else if (c == quote) {
                return new Token(kind, text.toString(), at, i + 1);
            } else {
                text.append(c);
            }
        }
        throw new RefusedException("A %s is never closed: %s".formatted(quote, beginning(sql.substring(at))));
    }

    private static char escaped(char c) {
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            default -> c;
        };
    }

    private static int endOf(String sql, String mark, int from) {
        var end = sql.indexOf(mark, from);
        return end < 0 ? sql.length() : end + mark.length();
    }

    /** The first characters of a statement, to name it in a message. */
    public static String beginning(String sql) {
        var oneLine = sql.strip().replaceAll("\\s+", " ");
        return oneLine.length() <= 80 ? oneLine : oneLine.substring(0, 80) + "…";
    }
}
