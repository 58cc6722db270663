package io.bisync.dictionary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.bisync.table.ColumnType;
import io.bisync.table.Entity;
import io.bisync.table.Envelope;
import org.junit.jupiter.api.Test;

class DictionaryTests {

    private static final Entity ORDER = Entity.of(
            "mill",
            "order",
            Envelope.around("data").version("no").columns(ColumnType.DATETIME, "sent_at"),
            order -> order.keyFrom("orderId", "order_id", ColumnType.BIGINT)
                    .columns(ColumnType.decimal(18, 4), "amount")
                    .optionalChildren("items", "item", item -> item.key("line", ColumnType.BIGINT)));

    private static final String PAGE = """
            # title: 订单 / Order
            # page: 约定 / contract
            envelope\tsent_at\ttime\t\t\t发送时间\twhen it was sent
            .\torderId\tinteger\t\tcode\t订单编号\tnumber of the order
            .\tamount\tnumber\tCNY\t\t金额\tamount
            .\titems\tlist\t\t\t明细\tlines of the order
            items\tline\tinteger\t\tcode\t行号\tnumber of the line
            """;

    @Test
    void tablesViewsAndColumnsCarryWhatTheyMean() {
        var dictionary = Dictionary.of(ORDER, PAGE);
        var order = ORDER.table();
        assertThat(order.ddl(dictionary))
                .contains("    order_id BIGINT NOT NULL COMMENT \"订单编号 / number of the order\",\n")
                .contains("    amount DECIMAL(18, 4) NULL COMMENT \"金额 / amount (CNY)\",\n")
                .contains("    sent_at DATETIME NULL COMMENT \"发送时间 / when it was sent\",\n")
                .contains("PRIMARY KEY (account_id, order_id)\nCOMMENT \"订单 / Order\"\nDISTRIBUTED BY");
        assertThat(order.viewDdl(dictionary))
                .startsWith("CREATE OR REPLACE VIEW mill_order COMMENT \"订单 / Order\" AS\n");
        assertThat(ORDER.tables().getFirst().ddl(dictionary))
                .contains("    order_id BIGINT NOT NULL COMMENT \"订单编号 / number of the order\",\n")
                .contains("COMMENT \"订单 / Order: 明细 / lines of the order\"\n");
    }

    @Test
    void aColumnOfWhichThePageSaysNothingIsFound() {
        assertThat(Dictionary.of(ORDER, PAGE).withoutMeaning()).isEmpty();
        assertThat(Dictionary.of(ORDER, PAGE.replace("\tamount\tnumber", "\tsum\tnumber"))
                        .withoutMeaning())
                .containsExactly("ods_mill_order.amount");
    }

    @Test
    void whatIsSaidOfColumnsIsNoPartOfTheFingerprint() {
        assertThat(ORDER.table().ddl(Dictionary.of(ORDER, PAGE))).contains("COMMENT");
        assertThat(ORDER.table().ddl()).doesNotContain("COMMENT");
    }

    @Test
    void aLineThatIsNoneIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dictionary.of(ORDER, PAGE + "items\tqty\tnumber\n"))
                .withMessageContaining("line 8");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dictionary.of(ORDER, PAGE + "items\tqty\tnumber\t\t\t数量\t\n"))
                .withMessageContaining("both languages");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dictionary.of(ORDER, PAGE + "items\tqty\tnumber\t\t\t数量\tso \"many\"\n"))
                .withMessageContaining("line 8");
    }
}
