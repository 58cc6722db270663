package io.bisync.local.jushuitan.merchant;

import io.bisync.local.jushuitan.field.Dice;
import io.bisync.local.jushuitan.field.Fields;
import io.bisync.local.jushuitan.field.Personal;

/** Every field of an order's payment by the vendor's names. */
final class PaymentFields {

    private PaymentFields() {}

    static void write(Order order, Payment payment, Fields fields) {
        long seed = payment.payId();
        fields.digits("pay_id", Long.toString(payment.payId()));
        fields.count("o_id", order.oId);
        fields.flag("is_order_pay", true);
        fields.moment("pay_date", payment.paidAt());
        fields.decimal("amount", Money.summed(payment.amount(), seed, "amount"));
        fields.text("outer_pay_id", Dice.chance(300, seed, "outer") ? "P" + order.soId + "-" + seed % 10 : null);
        fields.text("payment", Dice.oneOf(Catalogue.CHANNELS, seed, "payment"));
        fields.personal("buyer_account", Personal.value(seed, "buyer_account", 300));
        fields.text("status", Dice.chance(500, seed, "status") ? "Confirmed" : null);
        fields.text("pay_type", Dice.chance(200, seed, "pay_type") ? "在线支付" : null);
    }
}
