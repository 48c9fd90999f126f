package org.caravanserai.channel.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.caravanserai.base.ConfigException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the hub may be sent. */
class BaseUrlGuardTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://shop.example",
                "https://shop.example:8443/wp",
                "http://127.0.0.1:8181/shopify/north",
                "http://localhost:1",
                "http://[::1]:80/x",
                "http://127.8.9.1"
            })
    void httpsAnywhereAndPlainHttpOnThisMachineAreFine(String url) {
        assertThat(BaseUrlGuard.check("base URL", url + "/")).isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://shop.example",
                "http://169.254.169.254",
                "http://10.0.0.1",
                "http://0.0.0.0",
                "http://localhost.shop.example",
                "http://2130706433",
                "file:///etc/passwd",
                "ftp://shop.example",
                "jar:http://x",
                "https://",
                "shop.example",
                "",
                "https://user:pass@shop.example",
                "https://shop.example?x=1",
                "https://shop.example#x",
                "https://shop example",
                "http://127.0.0.1@shop.example",
                "https://shop.example\r\nHost: x"
            })
    void everythingElseIsRefused(String url) {
        assertThatThrownBy(() -> BaseUrlGuard.check("base URL", url))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("base URL");
    }
}
