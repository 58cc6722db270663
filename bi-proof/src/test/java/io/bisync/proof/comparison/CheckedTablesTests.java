package io.bisync.proof.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.local.dictionary.BusinessTable;
import io.bisync.local.dictionary.Dictionary;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The check looks at what is there, and nothing that is declared escapes it. */
class CheckedTablesTests {

    private static final List<Dictionary> PAGES = Dictionary.of("jushuitan").stream()
            .filter(page -> Set.of("purchase", "shop").contains(page.entity()))
            .toList();
    private static final Set<String> PURCHASE = Set.of("ods_jushuitan_purchase", "ods_jushuitan_purchase_item");

    @Test
    void aTableIsCheckedByBeingThere() {
        var tables = CheckedTables.of(PAGES, PURCHASE, Set.of());

        assertThat(tables.all().stream().map(BusinessTable::view))
                .containsExactly("jushuitan_purchase", "jushuitan_purchase_item");
        assertThat(tables.all().getLast().key()).containsExactly("po_id", "poi_id");
        assertThat(tables.finding().holds()).isTrue();
        assertThat(tables.finding().measured()).isEqualTo("[jushuitan purchase]; nobody declares [jushuitan shop]");
    }

    @Test
    void anEntityWithOneOfItsTablesNeedsThemAll() {
        var tables = CheckedTables.of(PAGES, Set.of("ods_jushuitan_purchase"), Set.of());

        assertThat(tables.finding().contradictions())
                .containsExactly(
                        "jushuitan purchase is declared, and StarRocks has no table ods_jushuitan_purchase_item");
    }

    @Test
    void anEntityThatIsReadNeedsItsTables() {
        var tables = CheckedTables.of(PAGES, PURCHASE, Set.of("erp.jushuitan.shop-dlt"));

        assertThat(tables.finding().contradictions())
                .containsExactly("jushuitan shop is declared, and StarRocks has no table ods_jushuitan_shop");
    }

    @Test
    void aTableOfWhichNoPageSpeaksIsNamed() {
        assertThat(CheckedTables.of(PAGES, Set.of("ods_other_thing"), Set.of())
                        .finding()
                        .contradictions())
                .containsExactly("No page of a vendor speaks of the table ods_other_thing");
    }
}
