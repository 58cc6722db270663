package io.bisync.local.demo;

import io.bisync.local.dictionary.BusinessTable;
import io.bisync.local.stack.LocalStack;
import java.util.List;
import java.util.stream.Collectors;

/** The tables of a stack of which some page of a vendor speaks. */
final class DeclaredTables {

    private DeclaredTables() {}

    static List<BusinessTable> of(LocalStack stack) {
        return BusinessTable.among(stack.starRocks().query(BusinessTable.NAMES).stream()
                .map(row -> String.valueOf(row.get("table_name")))
                .collect(Collectors.toSet()));
    }
}
