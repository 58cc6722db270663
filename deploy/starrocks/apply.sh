#!/bin/sh
# Brings the tables and views of StarRocks to what the files beside this script say: first the changes that were not
# applied yet, each once and in order, then today's tables and views (IF NOT EXISTS, OR REPLACE).
# What was applied stands in the table bi_schema_change. Running it again is harmless; two at a time are not.
#
# usage: apply.sh <folder>   with STARROCKS_HOST, STARROCKS_PORT, STARROCKS_USERNAME, STARROCKS_DATABASE, MYSQL_PWD
set -eu
folder=$1
database=$STARROCKS_DATABASE

sr() {
    mysql --batch --skip-column-names --connect-timeout=10 --default-character-set=utf8mb4 \
        --host="$STARROCKS_HOST" --port="$STARROCKS_PORT" --user="$STARROCKS_USERNAME" "$@"
}

ask() {
    sr --database="$database" --execute="$1"
}

fail() {
    echo "$1" >&2
    exit 1
}

# An ALTER is done in the background: the next one on the same table is refused until then.
wait_for_alter() {
    while true; do
        case "$(sr --vertical --execute="SHOW ALTER TABLE COLUMN FROM $database WHERE TableName = '$1' ORDER BY CreateTime DESC LIMIT 1")" in
            *"State: CANCELLED"*) fail "StarRocks cancelled the ALTER of $1: SHOW ALTER TABLE COLUMN FROM $database says why" ;;
            *"State: PENDING"* | *"State: WAITING_TXN"* | *"State: RUNNING"* | *"State: FINISHED_REWRITING"*) sleep 2 ;;
            *) return ;;
        esac
    done
}

apply_change() {
    file=$1
    name=$(basename "$file" .sql)
    sum=$(sha256sum "$file" | cut -d ' ' -f 1)
    table=$(sed -n 's/^ALTER TABLE \([a-z0-9_]*\).*/\1/p' "$file" | sort -u)
    case "$(ask "SELECT CONCAT(state, ' ', sha256) FROM bi_schema_change WHERE name = '$name'")" in
        "applied $sum" | "contained $sum") return ;;
        "began $sum")
            fail "Change $name of $table began once and nobody knows whether it ended. Compare DESC $database.$table with the file: where it is done, UPDATE $database.bi_schema_change SET state = 'applied' WHERE name = '$name', else DELETE that row; then run this again"
            ;;
        "") ;;
        *) fail "Change $name was edited after it was applied: give the file its old text, and write another change" ;;
    esac
    if [ "$(ask "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = '$database' AND table_name = '$table'")" = 0 ]; then
        echo "change $name: $table is new, its file contains it"
        ask "INSERT INTO bi_schema_change VALUES ('$name', '$sum', 'contained', NOW())"
        return
    fi
    echo "change $name of $table"
    ask "INSERT INTO bi_schema_change VALUES ('$name', '$sum', 'began', NOW())"
    sr --database="$database" < "$file"
    wait_for_alter "$table"
    ask "INSERT INTO bi_schema_change VALUES ('$name', '$sum', 'applied', NOW())"
}

until sr --execute="SELECT 1" > /dev/null; do
    echo "StarRocks at $STARROCKS_HOST:$STARROCKS_PORT does not answer yet" >&2
    sleep 5
done
sr --execute="CREATE DATABASE IF NOT EXISTS $database"
ask "CREATE TABLE IF NOT EXISTS bi_schema_change (
    name VARCHAR(64) NOT NULL, sha256 VARCHAR(64) NOT NULL, state VARCHAR(16) NOT NULL, changed_at DATETIME NOT NULL)
    PRIMARY KEY (name) DISTRIBUTED BY HASH (name) BUCKETS 1"
# In a ConfigMap all files stand side by side; in a checkout the changes have a folder of their own.
for file in "$folder"/[0-9][0-9][0-9].sql "$folder"/changes/[0-9][0-9][0-9].sql; do
    if [ -e "$file" ]; then apply_change "$file"; fi
done
# Views on top of views come last; of those a name says which entity they need.
for file in "$folder"/ods_*.sql "$folder"/jushuitan_*.sql "$folder"/views/*.sql; do
    [ -e "$file" ] || continue
    echo "$(basename "$file")"
    sr --database="$database" < "$file"
done
echo "Tables and views are as the files say"
