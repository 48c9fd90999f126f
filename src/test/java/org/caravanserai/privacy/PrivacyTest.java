package org.caravanserai.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.caravanserai.base.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys, seals and blind indexes. */
class PrivacyTest {

    private static final byte[] PLAIN = "Jane Doe, 1 Example Street".getBytes(StandardCharsets.UTF_8);
    private final MasterKey master = new MasterKey(new byte[32]);
    private final Sealer sealer = new Sealer();
    private final OrderKeys orders = new OrderKeys(master, sealer);
    private final BlindIndex blind = new BlindIndex(master);

    @TempDir
    Path directory;

    @Test
    void theMasterKeyIsMadeOnceAndOnlyItsOwnerMayReadIt() throws Exception {
        Path file = directory.resolve("secrets/master.key");
        MasterKey first = MasterKey.open(file, null);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("r--------");
        assertThat(MasterKey.open(file, null).derive("x")).isEqualTo(first.derive("x"));
        assertThat(file.getParent())
                .isDirectoryNotContaining(path -> path.getFileName().toString().startsWith("."));
    }

    @Test
    void hubsThatStartTogetherUseOneMasterKey() throws Exception {
        Path file = directory.resolve("master.key");
        ExecutorService pool = Executors.newFixedThreadPool(8);
        List<Callable<Object>> starts = IntStream.range(0, 32)
                .<Callable<Object>>mapToObj(
                        i -> () -> MasterKey.open(file, null).derive("x"))
                .toList();
        Object expected = MasterKey.open(file, null).derive("x");
        for (Future<Object> start : pool.invokeAll(starts)) {
            assertThat(start.get()).isEqualTo(expected);
        }
        pool.shutdown();
    }

    @Test
    void aMasterKeyThatOthersMayReadIsRefused() throws Exception {
        for (String mode : List.of("r--r-----", "r-----r--", "rw--w----")) {
            Path file = directory.resolve(mode);
            Files.writeString(file, MasterKey.generate());
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
            assertThatThrownBy(() -> MasterKey.open(file, null))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("chmod 0400");
        }
    }

    @Test
    void theEnvironmentStandsInForTheFile() {
        Path file = directory.resolve("master.key");
        String key = Base64.getEncoder().encodeToString(new byte[32]);
        assertThat(MasterKey.open(file, key).derive("x")).isEqualTo(master.derive("x"));
        assertThat(file).doesNotExist();
        assertThatThrownBy(() -> MasterKey.open(file, "c2hvcnQ="))
                .hasMessage("HUB_MASTER_KEY: the master key has 5 bytes instead of 32");
        assertThatThrownBy(() -> MasterKey.open(file, "***")).hasMessageContaining("HUB_MASTER_KEY holds no Base64");
    }

    @Test
    void eachPurposeHasItsOwnKey() {
        assertThat(master.derive("a")).isEqualTo(master.derive("a")).isNotEqualTo(master.derive("b"));
    }

    @Test
    void whatIsSealedOpensWithItsOwnKeyAndPlaceOnly() {
        OrderKey key = orders.newKey(7);
        byte[] sealed = orders.seal(key, "personal", PLAIN);
        assertThat(orders.open(orders.unwrap(7, key.wrapped()), "personal", sealed))
                .isEqualTo(PLAIN);
        assertThat(sealed).hasSize(PLAIN.length + 28);
        assertThatThrownBy(() -> orders.open(key, "raw", sealed)).isInstanceOf(SealException.class);
        assertThatThrownBy(() -> orders.open(orders.newKey(7), "personal", sealed))
                .isInstanceOf(SealException.class);
        assertThatThrownBy(() -> orders.unwrap(8, key.wrapped()))
                .isInstanceOf(SealException.class)
                .hasMessageContaining("master key");
        assertThatThrownBy(() -> orders.open(key, "personal", new byte[27])).isInstanceOf(SealException.class);
        sealed[20] ^= 1;
        assertThatThrownBy(() -> orders.open(key, "personal", sealed)).isInstanceOf(SealException.class);
    }

    @Test
    void theSameTextIsNeverSealedTwiceAlike() {
        OrderKey key = orders.newKey(7);
        assertThat(IntStream.range(0, 500)
                        .mapToObj(i -> Base64.getEncoder().encodeToString(orders.seal(key, "p", PLAIN)))
                        .distinct())
                .hasSize(500);
    }

    @Test
    void anErasedOrderSaysSo() {
        assertThatThrownBy(() -> orders.unwrap(7, null))
                .isInstanceOf(ErasedException.class)
                .hasMessageContaining("order 7 was erased");
    }

    @Test
    void aKeyShowsNothingOfItself() {
        OrderKey key = orders.newKey(7);
        assertThat(key).hasToString("OrderKey[7]");
    }

    @Test
    void anEmailIsFoundHoweverItIsWritten() {
        assertThat(blind.email(" Jane.Doe@Example.COM ").orElseThrow())
                .isEqualTo(blind.email("jane.doe@example.com").orElseThrow())
                .isNotEqualTo(blind.email("john.doe@example.com").orElseThrow());
        assertThat(blind.email("no address")).isEmpty();
        assertThat(blind.email(null)).isEmpty();
    }

    @Test
    void aPhoneNumberIsFoundHoweverItIsWritten() {
        byte[] us = blind.phone("+1 (415) 555-0100", null).orElseThrow();
        for (String number : List.of("415-555-0100", "1 415 555 0100", "0014155550100", "(415) 555-0100 ext. 12")) {
            assertThat(blind.phone(number, "US"))
                    .as(number)
                    .hasValueSatisfying(value -> assertThat(value).isEqualTo(us));
        }
        byte[] gb = blind.phone("+44 20 7946 0958", null).orElseThrow();
        assertThat(blind.phone("020 7946 0958", "gb").orElseThrow()).isEqualTo(gb);
        assertThat(blind.phone("+44 (0)20 7946 0958", "GB").orElseThrow()).isEqualTo(gb);
        assertThat(blind.phone("12", "US")).isEmpty();
        assertThat(blind.phone(null, null)).isEmpty();
    }

    @Test
    void aNameWithItsPostcodeIsFoundHoweverItIsWritten() {
        byte[] value = blind.nameAndPostcode("José  García-López", "sw1a 1aa").orElseThrow();
        assertThat(blind.nameAndPostcode("GARCIA LOPEZ, Jose", "SW1A1AA").orElseThrow())
                .isEqualTo(value);
        assertThat(blind.nameAndPostcode("Jose Garcia Lopez", "SW1A 2AA").orElseThrow())
                .isNotEqualTo(value);
        assertThat(blind.nameAndPostcode("Jose", "")).isEmpty();
    }

    @Test
    void theSameTextOfAnotherKindOrAccountIsAnotherIdentity() {
        assertThat(blind.channelCustomer(1, "a@b.c").orElseThrow())
                .isNotEqualTo(blind.channelCustomer(2, "a@b.c").orElseThrow())
                .isNotEqualTo(blind.email("a@b.c").orElseThrow());
        assertThat(new BlindIndex(new MasterKey(
                                IntStream.range(0, 32).collect(() -> new byte[32], (b, i) -> b[i] = 1, (a, b) -> {})))
                        .email("a@b.c")
                        .orElseThrow())
                .isNotEqualTo(blind.email("a@b.c").orElseThrow());
    }
}
