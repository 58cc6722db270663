package io.bisync.proof.privacy;

import java.util.List;
import java.util.Random;

/** Invented free text, with one personal value planted in it or with nothing but numbers of daily business. */
final class FreeTexts {

    enum Kind {
        PHONE,
        IDENTITY,
        CARD,
        EMAIL,
        ADDRESS
    }

    /** A text and what is planted in it. */
    record Planted(String text, String value) {}

    private static final List<String> BEFORE =
            List.of("请联系 ", "电话:", "收货人改为张三，", "tel ", "备注：", "买家说", "(", "急！", "", "退款到 ", "Please ask ", "号码是");
    private static final List<String> AFTER =
            List.of(" 后发货", "。谢谢", "，明天到", ")", "", " thanks", "；不要放驿站", " 李先生", "\n第二行", "!", "/张");
    private static final List<String> REGIONS = List.of("110101", "330106", "440305", "510107", "320505", "420111");
    private static final List<String> BINS = List.of("622202", "621700", "622848", "625965", "436742", "552742");
    private static final List<String> HOSTS = List.of("example.com", "mail.example.cn", "qq.example", "EXAMPLE.org");

    private static final List<String> PLACES = List.of(
            "浙江省杭州市西湖区", "广东省深圳市南山区", "北京市朝阳区", "上海市浦东新区", "江苏省苏州市工业园区", "四川省成都市武侯区", "杭州市余杭区", "湖北省武汉市洪山区珞南街道");
    private static final List<String> STREETS =
            List.of("文三路", "科技南十二路", "建国门外大街", "世纪大道", "星湖街", "天府大道北段", "龙园路", "珞喻路");

    private static final List<String> WARES = List.of("连衣裙", "收纳箱", "咖啡豆", "手机壳", "儿童水杯", "四件套", "路由器", "门禁卡", "邮箱贴纸");

    private final Random random;

    FreeTexts(long seed) {
        this.random = new Random(seed);
    }

    Planted planted(Kind kind) {
        String value = switch (kind) {
            case PHONE -> phone();
            case IDENTITY -> identity();
            case CARD -> card();
            case EMAIL -> email();
            case ADDRESS -> address();
        };
        return new Planted(oneOf(BEFORE) + value + oneOf(AFTER), value);
    }

    /** Order, waybill and SKU numbers, amounts, dates and the words around them. */
    String innocent() {
        return switch (random.nextInt(12)) {
            case 0 -> "订单 " + digits(10) + " 已合并";
            case 1 -> "淘宝单号 " + (1 + random.nextInt(9)) + digits(18);
            case 2 -> "SF" + digits(13) + " 已揽收";
            case 3 -> "YT" + digits(13) + "/ZTO " + "7" + digits(13);
            case 4 -> "拼多多 2512%02d-%s".formatted(1 + random.nextInt(28), digits(15));
            case 5 ->
                "SKU " + oneOf(List.of("A", "LYQ", "XS-")) + digits(6) + "-" + oneOf(WARES) + "*" + random.nextInt(9);
            case 6 -> "金额 " + random.nextInt(9999) + "." + digits(2) + "，优惠 " + random.nextInt(99);
            case 7 ->
                "2026-11-%02d %02d:%02d 前发货".formatted(1 + random.nextInt(28), random.nextInt(24), random.nextInt(60));
            case 8 -> "抖音 69" + digits(17) + " " + oneOf(WARES);
            case 9 -> oneOf(WARES) + "，" + oneOf(List.of("红色", "XL", "3 号", "大号")) + "，缺货 " + random.nextInt(20) + " 件";
            case 10 -> "京东 " + (1 + random.nextInt(3)) + digits(11) + " 换仓";
            default -> "条码 69" + digits(11) + " 批次 L" + digits(8);
        };
    }

    private String phone() {
        String three = "1" + oneOf(List.of("30", "38", "50", "59", "66", "73", "77", "80", "89", "91", "98", "99"));
        String four = digits(4);
        String last = digits(4);
        return switch (random.nextInt(7)) {
            case 0 -> "+86" + three + four + last;
            case 1 -> "+86 " + three + "-" + four + "-" + last;
            case 2 -> three + " " + four + " " + last;
            case 3 -> three + "-" + four + "-" + last;
            case 4 -> "86-" + three + four + last;
            default -> three + four + last;
        };
    }

    private String identity() {
        String body = "%s%d%02d%02d%s"
                .formatted(
                        oneOf(REGIONS),
                        1950 + random.nextInt(58),
                        1 + random.nextInt(12),
                        1 + random.nextInt(28),
                        digits(3));
        int[] weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * (body.charAt(i) - '0');
        }
        char check = "10X98765432".charAt(sum % 11);
        return body + (random.nextBoolean() ? check : Character.toLowerCase(check));
    }

    private String card() {
        String bin = oneOf(BINS);
        String body = bin + digits((bin.startsWith("62") ? 19 : 16) - 1 - bin.length());
        int sum = 0;
        for (int i = 0; i < body.length(); i++) {
            int digit = body.charAt(body.length() - 1 - i) - '0';
            int twice = 2 * digit;
            sum += i % 2 == 0 ? twice > 9 ? twice - 9 : twice : digit;
        }
        String number = body + (10 - sum % 10) % 10;
        return random.nextInt(3) == 0 ? number.replaceAll("(.{4})(?=.)", "$1 ") : number;
    }

    private String email() {
        return oneOf(List.of("zhang.san", "li_si", "w", "buyer+tag", "a1-b2")) + digits(2) + "@" + oneOf(HOSTS);
    }

    private String address() {
        String place = oneOf(PLACES) + oneOf(STREETS);
        return switch (random.nextInt(4)) {
            case 0 -> place + random.nextInt(1, 300) + "号";
            case 1 ->
                place + random.nextInt(1, 300) + "号" + random.nextInt(1, 20) + "幢" + random.nextInt(101, 2999) + "室";
            case 2 -> place + random.nextInt(1, 300) + "弄" + random.nextInt(1, 99) + "号" + random.nextInt(101, 999);
            default ->
                place + random.nextInt(1, 300) + "号阳光花园" + random.nextInt(1, 9) + "栋" + random.nextInt(1, 5) + "单元";
        };
    }

    private String digits(int count) {
        var text = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            text.append((char) ('0' + random.nextInt(10)));
        }
        return text.toString();
    }

    private <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
