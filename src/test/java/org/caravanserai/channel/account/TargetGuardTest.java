package org.caravanserai.channel.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.caravanserai.base.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where accounts may be. */
class TargetGuardTest {

    private final TargetGuard guard = new TargetGuard(false);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.9.9.9",
                "0.0.0.0",
                "10.1.2.3",
                "172.16.0.1",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "198.18.0.1",
                "192.0.0.8",
                "224.0.0.1",
                "255.255.255.255",
                "[::1]",
                "[::]",
                "[fe80::1]",
                "[fc00::1]",
                "[fd12::9]",
                "[ff02::1]",
                "[::ffff:127.0.0.1]",
                "[64:ff9b::7f00:1]",
                "[2002:a00:1::]",
                "[2001:0:1::]"
            })
    void whatIsNobodysShopIsRefused(String host) {
        assertThatThrownBy(() -> guard.resolve(host))
                .isInstanceOf(ForbiddenTargetException.class)
                .hasMessageContaining(host)
                .hasMessageContaining("hub.channel.allow-private=true");
        assertThatCode(() -> TargetGuard.OPEN.resolve(host)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "100.128.0.1", "172.32.0.1", "[2606:4700::1111]", "[64:ff9b::808:808]"})
    void whatMayBeAShopIsLet(String host) throws Exception {
        assertThat(guard.resolve(host)).hasSize(1);
    }

    private static InetAddress[] at(String... addresses) throws UnknownHostException {
        InetAddress[] all = new InetAddress[addresses.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = InetAddress.getByName(addresses[i]);
        }
        return all;
    }

    @Test
    void oneBadAddressAmongGoodOnesIsEnough() {
        TargetGuard mixed = new TargetGuard(false, host -> at("8.8.8.8", "127.0.0.1"));
        assertThatThrownBy(() -> mixed.resolve("shop.example")).isInstanceOf(ForbiddenTargetException.class);
    }

    /** What was let once is not let for ever: whoever owns the name decides anew where it is. */
    @Test
    void eachConnectionIsJudgedAnew() throws Exception {
        int[] asked = new int[1];
        TargetGuard rebound = new TargetGuard(false, host -> at(asked[0]++ == 0 ? "8.8.8.8" : "169.254.169.254"));
        assertThat(rebound.resolve("shop.example")).hasSize(1);
        assertThatThrownBy(() -> rebound.resolve("shop.example")).isInstanceOf(ForbiddenTargetException.class);
    }

    @Test
    void beforehandItIsSaidOfAUrlAndAnUnknownHostIsLet() {
        assertThatThrownBy(() -> guard.check("base URL", "https://localhost:9876/x"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("base URL: localhost is at ");
        TargetGuard away = new TargetGuard(false, host -> {
            throw new UnknownHostException(host);
        });
        assertThatCode(() -> away.check("base URL", "https://shop.example")).doesNotThrowAnyException();
    }
}
