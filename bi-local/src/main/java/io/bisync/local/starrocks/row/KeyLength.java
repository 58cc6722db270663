package io.bisync.local.starrocks.row;

import org.jspecify.annotations.Nullable;

/** How many bytes a row's primary key takes in StarRocks' index. */
final class KeyLength {

    static final int LIMIT = 128;

    private KeyLength() {}

    static int of(LoadPlan plan, byte[] @Nullable [] values) {
        var length = 0;
        for (var i = 0; i < values.length; i++) {
            var column = plan.columns().get(i);
            var value = values[i];
            if (value == null || !plan.table().isKey(column)) {
                continue;
            }
            length += switch (column.type().kind()) {
                case BOOLEAN, TINYINT -> Byte.BYTES;
                case SMALLINT -> Short.BYTES;
                case INT, DATE, FLOAT -> Integer.BYTES;
                case BIGINT, DATETIME, DOUBLE -> Long.BYTES;
                case DECIMAL -> 2 * Long.BYTES;
                case CHAR, VARCHAR, JSON -> value.length + 2;
            };
        }
        return length;
    }
}
