package io.bisync.local.jushuitan.merchant;

import java.util.List;

/** The words that merchants, goods and parcels are made of. */
final class Catalogue {

    static final List<String> SITES = List.of("商家自有商城", "拼多多", "京东", "头条放心购", "快手小店", "有赞", "Shopee", "Lazada");
    static final List<String> SOURCES =
            List.of("open", "PINDUODUO", "MOBILE", "TOUTIAOFXG", "KWAISHOP", "ERP", "IMPORT", "drp-s");
    static final List<String> TYPES =
            List.of("普通订单", "普通订单", "普通订单", "普通订单", "普通订单", "补发订单", "换货订单", "分销Plus", "供销Plus");
    static final List<String> QUESTIONS = List.of("等待订单合并", "特殊单", "缺货", "黑名单", "线上锁定", "用户申请退款");
    static final List<String> LABELS = List.of("延时发货", "加急", "大促", "赠品", "预售", "大客户,加急", "会员");
    static final List<Carrier> CARRIERS = List.of(
            new Carrier("SF", "顺丰速运"),
            new Carrier("YTO", "圆通速递"),
            new Carrier("ZTO", "中通快递"),
            new Carrier("STO", "申通快递"),
            new Carrier("JD", "京东物流"),
            new Carrier("EMS", "邮政EMS"));
    static final List<String> CHANNELS = List.of("支付宝", "微信支付", "银行转账", "货到付款", "抖音支付");
    static final List<String> CLERKS = List.of("业务一组", "业务二组", "直播运营", "渠道部");
    static final List<String> HOSTS = List.of("晚间直播间", "老李说货", "小城好物");
    static final List<String> CURRENCIES = List.of("USD", "SGD", "MYR", "THB");

    private static final List<String> GOODS =
            List.of("短袖T恤", "修身牛仔裤", "羊毛大衣", "轻便跑步鞋", "真皮单肩包", "保温杯", "儿童雨衣", "床品四件套");
    private static final List<String> COLOURS = List.of("红色", "藏青", "白色", "黑色", "卡其", "雾霾蓝");
    private static final List<String> SIZES = List.of("S", "M", "L", "XL", "均码");
    private static final int STYLES = 300;

    /** How many goods there are. */
    static final int SKUS = 2000;

    private Catalogue() {}

    record Carrier(String code, String name) {}

    static String style(int sku) {
        return "A%03d".formatted(sku % STYLES + 1);
    }

    static String sku(int sku) {
        return "%s-%d-%s".formatted(style(sku), sku / STYLES + 1, size(sku));
    }

    static String name(int sku) {
        return GOODS.get(sku % STYLES % GOODS.size()) + " " + style(sku);
    }

    static String properties(int sku) {
        return COLOURS.get(sku % COLOURS.size()) + ";" + size(sku);
    }

    /** The list price in cents. */
    static long price(int sku) {
        return 990 + Math.floorMod(sku * 7919L, 49_000L) / 10 * 10;
    }

    private static String size(int sku) {
        return SIZES.get(sku / STYLES % SIZES.size());
    }
}
