package io.bisync.local.starrocks.table;

import io.bisync.local.starrocks.table.Tokens.Kind;
import io.bisync.local.starrocks.table.Tokens.Token;
import java.util.List;
import java.util.regex.Pattern;

/** A statement's tokens, one after the other. */
final class TokenReader {

    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

    private final String sql;
    private final List<Token> tokens;
    private int at;

    TokenReader(String sql) {
        this.sql = sql;
        this.tokens = Tokens.of(sql);
    }

    String name() {
        if (at < tokens.size()
                && (tokens.get(at).kind() == Kind.WORD || tokens.get(at).kind() == Kind.QUOTED_NAME)) {
            var name = tokens.get(at++).text();
            if (NAME.matcher(name).matches()) {
                return name;
            }
            throw refused("the name '%s' (lower case letters, digits and _ only)".formatted(name));
        }
        throw refused("something that is no name");
    }

    String word() {
        return next(Kind.WORD).text();
    }

    String text() {
        return next(Kind.TEXT).text();
    }

    int number() {
        try {
            return Integer.parseInt(next(Kind.NUMBER).text());
        } catch (NumberFormatException e) {
            throw refused("a number: " + e.getMessage());
        }
    }

    private Token next(Kind kind) {
        if (at >= tokens.size() || tokens.get(at).kind() != kind) {
            throw refused("what stands where a %s is due".formatted(kind));
        }
        return tokens.get(at++);
    }

    /** Whether this word is next. */
    boolean peek(String word) {
        return at < tokens.size() && tokens.get(at).is(word);
    }

    /** Passes these words if they are next. */
    boolean accept(String... words) {
        for (var i = 0; i < words.length; i++) {
            if (at + i >= tokens.size() || !tokens.get(at + i).is(words[i])) {
                return false;
            }
        }
        at += words.length;
        return true;
    }

    void expect(String word) {
        if (!accept(word)) {
            throw refused("what stands where '%s' is due".formatted(word));
        }
    }

    void end() {
        if (at < tokens.size()) {
            throw refused("what follows");
        }
    }

    /** The statement from here on, as it was written. */
    String rest() {
        return sql.substring(tokens.get(at).start());
    }

    /** Says what the stand-in does not implement, and where that stands. */
    RefusedException refused(String what) {
        var near = at < tokens.size() ? " at '%s'".formatted(Tokens.beginning(rest())) : "";
        return new RefusedException(
                "The stand-in does not implement %s%s in: %s".formatted(what, near, Tokens.beginning(sql)));
    }
}
