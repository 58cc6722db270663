package io.bisync.proof.catalogue;

import io.bisync.dictionary.Dictionary;
import io.bisync.jushuitan.catalogue.Entities;
import io.bisync.jushuitan.declaration.PulledEntity;
import io.bisync.leke.catalogue.Catalogue;
import io.bisync.loading.freshness.StatusTables;
import io.bisync.loading.listener.LoadedEntity;
import io.bisync.table.Entity;
import io.bisync.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** What stands in the files that nobody writes by hand, by their path in the checkout. */
final class CatalogueFiles {

    static final String KUSTOMIZATION = "deploy/starrocks/kustomization.yaml";
    private static final String TABLES = "deploy/starrocks/";
    private static final String LISTED = "      - ods_";
    private static final String BEFORE_TABLES = "      - free.sh";

    static final String SETTINGS = "docs/settings.md";

    /** Every entity that a service loads. */
    static final List<LoadedEntity> ENTITIES = Stream.concat(
                    Entities.ALL.stream().map(PulledEntity::loaded), Catalogue.ALL.stream())
            .toList();

    /** All that tables come from: those entities, and what the services write beside the data. */
    static final List<Entity> DECLARED = Stream.concat(
                    ENTITIES.stream().map(LoadedEntity::entity), StatusTables.ENTITIES.stream())
            .toList();

    private CatalogueFiles() {}

    /** All of them in a checkout: beside what comes of entities, the page of Kafka's options. */
    static Map<String, String> ofCheckout(UnaryOperator<String> today) {
        Map<String, String> files = of(today);
        files.put(KafkaOptions.PAGE, KafkaOptions.in(today.apply(KafkaOptions.PAGE), today.apply(KafkaOptions.DATA)));
        return files;
    }

    /**
     * What comes of entities.
     *
     * @param today reads a file as it stands there: of some only a part is written anew
     */
    static Map<String, String> of(UnaryOperator<String> today) {
        Map<String, String> files = new TreeMap<>();
        for (Entity entity : DECLARED) {
            Dictionary dictionary = Dictionary.of(entity);
            for (Table table : entity.tables()) {
                files.put(TABLES + table.name() + ".sql", table.ddl(dictionary) + "\n" + table.viewDdl(dictionary));
            }
        }
        files.put(KUSTOMIZATION, listed(today.apply(KUSTOMIZATION), List.copyOf(files.keySet())));
        for (DictionaryPage page : DictionaryPage.values()) {
            files.put(page.path(), page.text(DECLARED));
        }
        files.put(SETTINGS, new LabelBudgetTable().in(today.apply(SETTINGS), ENTITIES));
        return files;
    }

    private static String listed(String kustomization, List<String> tables) {
        var lines = new ArrayList<String>();
        kustomization.lines().filter(it -> !it.startsWith(LISTED)).forEach(line -> {
            lines.add(line);
            if (line.equals(BEFORE_TABLES)) {
                tables.forEach(it -> lines.add("      - " + it.substring(TABLES.length())));
            }
        });
        return String.join("\n", lines) + "\n";
    }
}
