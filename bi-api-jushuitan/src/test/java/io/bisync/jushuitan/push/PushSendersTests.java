package io.bisync.jushuitan.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.mock.web.MockHttpServletRequest;

/** From where messages may come. */
class PushSendersTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ConfigurationPropertiesAutoConfiguration.class))
            .withUserConfiguration(Settings.class);

    @Test
    void messagesMayComeFromAnywhereUnlessAddressesAreNamed() {
        runner.run(it -> assertThat(it.getBean(PushProperties.class).senders())
                .accepts(from("198.51.100.1"), from("2001:db8::1")));
        runner.withPropertyValues("bi.push.from=203.0.113.0/24,2001:db8::1")
                .run(it -> assertThat(it.getBean(PushProperties.class).senders())
                        .accepts(from("203.0.113.255"), from("2001:db8::1"))
                        .rejects(from("203.0.114.1"), from("2001:db8::2")));
    }

    @Test
    void anAddressThatIsNoneIsNamed() {
        runner.withPropertyValues("bi.push.from=jushuitan.com")
                .run(it -> assertThat(it)
                        .hasNotFailed()
                        .getBean(PushProperties.class)
                        .satisfies(settings -> assertThat(catchThrowable(settings::senders))
                                .hasMessageContainingAll("bi.push.from", "jushuitan.com", "203.0.113.0/24")));
    }

    private static MockHttpServletRequest from(String address) {
        var request = new MockHttpServletRequest();
        request.setRemoteAddr(address);
        return request;
    }

    @EnableConfigurationProperties(PushProperties.class)
    static class Settings {}
}
