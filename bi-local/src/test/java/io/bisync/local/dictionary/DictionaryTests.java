package io.bisync.local.dictionary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DictionaryTests {

    private static final String HEAD = """
            # title: 店铺 / Shop
            # page: 店铺查询 / Shop query
            # path: /open/shops/query
            # array: datas
            # page_size: 100
            # increment: none
            # key: shop_id
            # version: none
            """;
    private static final String SHOP = ".|shop_id|integer||code|店铺编号|number of the shop\n";

    @Test
    void everyFileOfTheRepositoryIsRead() {
        assertThat(Dictionary.all().stream().map(Dictionary::table))
                .contains(
                        "jushuitan_inventory",
                        "jushuitan_order",
                        "jushuitan_purchase",
                        "jushuitan_sales_out",
                        "jushuitan_shop",
                        "jushuitan_warehouse",
                        "leke_inventory",
                        "leke_order")
                .doesNotHaveDuplicates();
    }

    @Test
    void anEntitySaysItsKeyItsListsAndTheirTables() {
        Dictionary order = dictionary("jushuitan_order");
        List<Field> lists = order.level(Dictionary.ROOT, FieldType.LIST);

        assertThat(order.key()).containsExactly("o_id");
        assertThat(lists.stream().map(order::key)).containsExactly("oi_id", "pay_id");
        assertThat(lists.stream().map(order::table)).containsExactly("jushuitan_order_item", "jushuitan_order_pay");
        assertThat(dictionary("jushuitan_inventory").key()).containsExactly("wms_co_id", "sku_id");
        assertThat(dictionary("jushuitan_inventory").keyOfRequest()).contains("wms_co_id");
    }

    @Test
    void anEnumerationIsItsWords() {
        assertThat(dictionary("leke_inventory").level(Dictionary.ROOT).stream()
                        .filter(field -> field.name().equals("status"))
                        .flatMap(field -> field.choices().stream()))
                .containsExactly("ON_SALE", "HELD", "CLEARED");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '!', textBlock = """
                    .|name|text|||名称!line 10: 6 cells instead of 7
                    .|na me|text|||名称|name!line 10: 'na me' is no field
                    .|shop_id|text|||名称|name!line 10: 'shop_id' stands twice in the level '.'
                    items|name|text|||名称|name!line 10: no list or json before it is called 'items'
                    .|name|string|||名称|name!line 10: 'string' is no type
                    .|name|text|||名称| !line 10: 'name' has no meaning in both languages
                    .|name|text||secret|名称|name!line 10: 'secret' is no class
                    .|weight|number|tons||重量|weight!line 10: 'tons' is neither one of
                    .|status|text|Sent=sent||状态|status!line 10: 'Sent=sent' is neither one of
                    # path: /open/other!line 10: 'path' is said twice
                    #path /open/other!line 10: a fact reads
                    .|items|list|||明细|items!shop.tsv: 'items' has no members
                    """)
    void aLineThatSaysNothingSureIsRefusedWithFileAndLine(String line, String message) {
        assertThatThrownBy(() -> DictionaryReader.read("jushuitan/shop.tsv", (HEAD + SHOP + line).replace('|', '\t')))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("dictionary/jushuitan/shop.tsv")
                .hasMessageContaining(message);
    }

    @Test
    void anEntityWithoutItsKeyIsRefused() {
        assertThatThrownBy(() -> DictionaryReader.read("jushuitan/shop.tsv", HEAD))
                .hasMessageContaining("the key 'shop_id' is no field");
        assertThatThrownBy(() -> DictionaryReader.read("jushuitan/shop.tsv", "# title: 店铺 / Shop"))
                .hasMessageContaining("dictionary/jushuitan/shop.tsv lacks '# page: …'");
        assertThatThrownBy(() -> DictionaryReader.read("Shop.tsv", HEAD)).hasMessageContaining("<source>/<entity>.tsv");
    }

    private static Dictionary dictionary(String table) {
        return Dictionary.all().stream()
                .filter(it -> it.table().equals(table))
                .findFirst()
                .orElseThrow();
    }
}
