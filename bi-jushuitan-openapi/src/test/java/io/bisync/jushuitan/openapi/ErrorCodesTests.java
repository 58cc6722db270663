package io.bisync.jushuitan.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.bisync.jushuitan.openapi.ApiResult.ClockSkew;
import io.bisync.jushuitan.openapi.ApiResult.Failure;
import io.bisync.jushuitan.openapi.ApiResult.Limit;
import io.bisync.jushuitan.openapi.ApiResult.Permanent;
import io.bisync.jushuitan.openapi.ApiResult.Refusal;
import io.bisync.jushuitan.openapi.ApiResult.Throttled;
import io.bisync.jushuitan.openapi.ApiResult.TokenInvalid;
import io.bisync.jushuitan.openapi.ApiResult.Transient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorCodesTests {

    @ParameterizedTest
    @CsvSource({
        "10,验证失败！无效签名,SIGNATURE",
        "120,验证失败!无效签名,SIGNATURE",
        "110,已设置IP白名单，该IP不在白名单列表,ADDRESS",
        "130,入参缺少access_token,REQUEST",
        "140,参数传递错误,REQUEST",
        "150,服务商应用禁止刷新access_token,AUTHORISATION",
        "160,单据不存在,BUSINESS",
        "170,店铺编号[1]不存在,BUSINESS",
        "190,无API权限，请申请API权限,PERMISSION",
        "200,参数错误,REQUEST",
        "21024,仅支持自有应用,APP_KIND"
    })
    void whatAPersonHasToChangeIsPermanent(int code, String message, Refusal refusal) {
        assertThat(ErrorCodes.inBusinessCall(code, message)).isEqualTo(new Permanent<>(refusal, code, message));
        assertThat(ErrorCodes.inTokenCall(code, message)).isEqualTo(new Permanent<>(refusal, code, message));
    }

    @Test
    void anInvalidTokenIsRefreshed() {
        assertThat(ErrorCodes.inBusinessCall(100, "access_token超时")).isEqualTo(new TokenInvalid<>());
    }

    @ParameterizedTest
    @CsvSource({"140,无效的timestamp，最大误差15分钟", "180,timestamp无效，误差10分钟"})
    void anOldTimestampIsSignedAnew(int code, String message) {
        assertThat(ErrorCodes.inBusinessCall(code, message)).isEqualTo(new ClockSkew<>(message));
    }

    @Test
    void tooManyCallsAreThrottledByTheLimitThatWasPassed() {
        assertThat(ErrorCodes.inBusinessCall(199, "调用频次超过限制!请稍后再试")).isEqualTo(new Throttled<>(Limit.SECOND));
        assertThat(ErrorCodes.inBusinessCall(200, "调用频次超过限制")).isEqualTo(new Throttled<>(Limit.MINUTE));
        assertThat(ErrorCodes.inBusinessCall(200, "频率过高")).isEqualTo(new Throttled<>(Limit.MINUTE));
    }

    @Test
    void code150MeansTroubleInsideOfABusinessCallAndAuthorisationInATokenCall() {
        assertThat(ErrorCodes.inBusinessCall(150, "内部处理异常"))
                .isEqualTo(new Transient<>(Failure.INTERNAL, "code 150: 内部处理异常"));
        assertThat(ErrorCodes.inTokenCall(150, "需商户重新授权"))
                .isEqualTo(new Permanent<>(Refusal.AUTHORISATION, 150, "需商户重新授权"));
    }

    @Test
    void anUnknownCodeIsTriedAgain() {
        assertThat(ErrorCodes.inBusinessCall(777, "?")).isEqualTo(new Transient<>(Failure.UNKNOWN_CODE, "code 777: ?"));
    }

    @Test
    void messagesAreShortAndOnOneLine() {
        assertThat(ErrorCodes.harmless("a\nb" + " x".repeat(500)))
                .startsWith("a b")
                .hasSize(200);
    }
}
