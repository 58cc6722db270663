package io.bisync.local.starrocks.table;

import io.bisync.local.starrocks.table.Tokens.Kind;
import io.bisync.local.starrocks.table.Tokens.Token;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Spells a query of the SQL that both engines know for PostgreSQL: names and texts in PostgreSQL's quotes, our own information schema. */
public final class PostgresSql {

    private static final Set<String> INFORMATION_TABLES = Set.of("columns", "tables", "tables_config");

    private PostgresSql() {}

    public static String of(String query) {
        var sql = new StringBuilder();
        var at = 0;
        var tokens = Tokens.of(query);
        for (var i = 0; i < tokens.size(); i++) {
            var token = tokens.get(i);
            sql.append(gap(query, at, token.start()));
            at = token.end();
            sql.append(spelled(token, tokens, i));
        }
        return sql.toString();
    }

    // A comment becomes a space: StarRocks' # and hints mean something else to PostgreSQL.
    private static String gap(String query, int from, int to) {
        var gap = query.substring(from, to);
        return gap.isBlank() ? gap : " ";
    }

    private static String spelled(Token token, List<Token> tokens, int index) {
        if (token.kind() == Kind.TEXT) {
            var text = token.text().replace("'", "''");
            return text.indexOf('\\') < 0 ? "'" + text + "'" : "E'" + text.replace("\\", "\\\\") + "'";
        }
        if (token.text().equalsIgnoreCase("information_schema")
                && index + 1 < tokens.size()
                && tokens.get(index + 1).is(".")) {
            var table = index + 2 < tokens.size() ? tokens.get(index + 2).text().toLowerCase(Locale.ROOT) : "";
            if (!INFORMATION_TABLES.contains(table)) {
                throw new RefusedException("The stand-in does not implement information_schema." + table);
            }
            return Schema.OWN;
        }
        return token.kind() == Kind.QUOTED_NAME ? "\"" + token.text().replace("\"", "\"\"") + "\"" : token.text();
    }
}
