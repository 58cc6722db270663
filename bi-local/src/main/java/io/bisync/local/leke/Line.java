package io.bisync.local.leke;

import java.math.BigDecimal;

/** One line of an order; the amount is what Leke says, with all its digits. */
record Line(String lineId, String skuId, BigDecimal qty, BigDecimal price, boolean gift) {

    BigDecimal amount() {
        return gift ? BigDecimal.ZERO : qty.multiply(price);
    }

    Line withQty(BigDecimal other) {
        return new Line(lineId, skuId, other, price, gift);
    }
}
