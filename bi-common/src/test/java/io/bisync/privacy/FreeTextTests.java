package io.bisync.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FreeTextTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "请打 13800138000 谢谢|请打 *** 谢谢",
                "13800138000|***",
                "电话：+86 138-0013-8000。|电话：***。",
                "tel13800138000|tel***",
                "(138 0013 8000)|(***)",
                "１３８００１３８０００ 急|*** 急",
                "8613800138000|***",
                "0571-88886666 转|*** 转",
                "证 11010519491231002X|证 ***",
                "证 110105 19491231 002x 号|证 *** 号",
                "卡 6222021234567890128|卡 ***",
                "卡 6222021234567890129|卡 6222021234567890129",
                "卡 6222 0212 3456 7890 128|卡 ***",
                "卡 4111111111111111|卡 ***",
                "a.b+c@mail.example.cn|***",
                "发到x@example.com。|发到***。",
                "送浙江省杭州市西湖区文三路90号东软大厦3楼301室，谢谢|***，谢谢",
                "送到：龙园路5弄12号302|送到：***",
                "广东省深圳市南山区|***",
                "两个：13800138000、13900139000|两个：***、***",
            })
    void whatLooksLikeAPersonIsMasked(String text, String expected) {
        assertThat(mask(text)).isEqualTo(expected);
        assertThat(mask(expected)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SF1380013800012",
                "YT13800138000",
                "订单 2839471029384756102",
                "2026-11-28 13:04:10 前",
                "金额 13800.13 元",
                "110105194912310021",
                "L13800138000X",
                "SKU A-100-13800",
                "路由器 3 号 2 个",
                "",
            })
    void numbersOfDailyBusinessStay(String text) {
        assertThat(mask(text)).isEqualTo(text);
    }

    private static String mask(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        var masked = FreeText.masked(bytes, 0, bytes.length);
        return masked == null ? text : new String(masked, UTF_8);
    }
}
