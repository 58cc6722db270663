#!/bin/sh
# Frees rows that no change replaces: their version is above what is plausible, and the newest version wins (BI-SCHEMA-02).
# Of one table it deletes the rows whose key begins with the values given and whose version is the one given, no others.
# Who did it, when and why is written to the table bi_freed_row before that; nothing is ever changed or removed there.
# A record's parts lie in several tables: free each that BI-SCHEMA-02 names, then let the record be loaded again.
#
# usage: free.sh <who> <reason> <table> <version> <account> <key>...
#        with STARROCKS_HOST, STARROCKS_PORT, STARROCKS_USERNAME, STARROCKS_DATABASE, MYSQL_PWD
#        kubectl --namespace bisync exec deployment/tables -- sh /tables/free.sh 'Li Lei' 'absurd ts' ods_jushuitan_order 9000000000000000 7 38852
set -eu
tab=$(printf '\t')

ask() {
    mysql --batch --skip-column-names --connect-timeout=10 \
        --host="$STARROCKS_HOST" --port="$STARROCKS_PORT" --user="$STARROCKS_USERNAME" \
        --database="$STARROCKS_DATABASE" --execute="$1"
}

fail() {
    printf '%s\n' "$1" >&2
    exit 1
}

quoted() {
    printf "'%s'" "$(printf '%s' "$1" | sed -e 's/\\/\\\\/g' -e "s/'/''/g")"
}

need_number() {
    case "$2" in
        "" | *[!0-9]*) fail "The $1 '$2' is not a whole number" ;;
    esac
}

if [ $# -lt 6 ]; then
    fail "usage: free.sh <who> <reason> <table> <version> <account> <key>... (the key's values in the order of its columns; of a child table the parent's are enough)"
fi
who=$1
reason=$2
table=$3
version=$4
account=$5
shift 4
if [ -z "$who" ] || [ -z "$reason" ]; then fail "Say who frees the row, and why"; fi
case "$table" in
    *[!a-z0-9_]*) fail "'$table' is no table of bisync" ;;
    ods_?*) ;;
    *) fail "'$table' is no table of bisync" ;;
esac
need_number version "$version"

# Field, Type, Null, Key, Default, Extra
described=$(ask "DESC $table")
rows="record_version = $version"
day=""
while IFS="$tab" read -r column type _ is_key _; do
    if [ "$column" = modified ]; then day="DATE(MIN(modified))"; fi
    case "$is_key" in
        [Tt]rue | TRUE | YES | PRI) ;;
        *) continue ;;
    esac
    if [ $# -gt 0 ]; then
        case "$type" in
            *[Ii][Nn][Tt]*)
                need_number "$column" "$1"
                rows="$rows AND $column = $1"
                ;;
            *) rows="$rows AND $column = $(quoted "$1")" ;;
        esac
        shift
    fi
done << END
$described
END
if [ $# -gt 0 ]; then fail "That is $# values more than the key of $table has columns"; fi

count=$(ask "SELECT COUNT(*) FROM $table WHERE $rows")
if [ "$count" = 0 ]; then fail "No row of $table has $rows: nothing was changed"; fi
if [ -n "$day" ]; then day=$(ask "SELECT $day FROM $table WHERE $rows"); fi

ask "CREATE TABLE IF NOT EXISTS bi_freed_row (
    noted_at DATETIME NOT NULL, actor VARCHAR(256) NOT NULL, state VARCHAR(16) NOT NULL, table_name VARCHAR(64) NOT NULL,
    rows_where VARCHAR(4096) NOT NULL, row_count BIGINT NOT NULL, reason VARCHAR(4096) NOT NULL)
    DUPLICATE KEY (noted_at) DISTRIBUTED BY HASH (noted_at) BUCKETS 1"
note() {
    ask "INSERT INTO bi_freed_row VALUES (NOW(), $(quoted "$who"), '$1', '$table', $(quoted "$rows"), $count, $(quoted "$reason"))"
}
note begins
ask "DELETE FROM $table WHERE $rows"
left=$(ask "SELECT COUNT(*) FROM $table WHERE $rows")
if [ "$left" != 0 ]; then fail "StarRocks took the DELETE, and $left rows are still there: run this again"; fi
note freed
printf '%s\n' "Freed $count of $table where $rows"
case "$table" in
    ods_jushuitan_*) printf '%s\n' "A history load of account $account brings it back, with from at or before the day on which the record was modified (${day:-its root table shows it}) and the word again: bi-cron/README.md" ;;
    *) printf '%s\n' "The source brings it back when it sends the record again, as it does with every change" ;;
esac
