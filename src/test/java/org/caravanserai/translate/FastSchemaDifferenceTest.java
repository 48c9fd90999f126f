package org.caravanserai.translate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.caravanserai.base.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The fast validator against the library over damaged documents: it may hesitate where the library says yes, but where the
 * library says no it must never say yes. Every run has a seed of its own, which is printed;
 * {@code -Dfast.schema.seed=<it>} plays that run again.
 */
class FastSchemaDifferenceTest {

    private static final int MUTANTS_OF_ONE_ORDER = 150;
    private static final int MUTANTS_OF_ONE_MESSAGE = 400;
    private static final int ROUNDS = 150;

    private final long seed = Long.getLong("fast.schema.seed", System.nanoTime());

    @Test
    void overTheDamagedOrdersOfAllChannelsItNeverSaysYesWhereTheLibrarySaysNo() {
        Judges judges = new Judges("order.v1");
        List<JsonNode> orders = orders();
        JsonDamage damage = new JsonDamage(new Random(seed), orders);

        for (JsonNode order : orders) {
            for (int i = 0; i < MUTANTS_OF_ONE_ORDER; i++) {
                judges.judge(damage.of(order), seed);
            }
        }

        System.out.println("order.v1, " + judges);
        assertThat(orders).hasSizeGreaterThan(15);
        assertThat(judges.refused).as("damage that the library sees").isGreaterThan(1_000);
        assertThat(judges.surelyValid).as("damage that both accept").isGreaterThan(50);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            shipment.v1     | {'schema':'shipment.v1','reference':'WH-1','dispatchId':'4711','shippedAt':'2026-11-23T12:00:00+01:00','parcels':[{'carrier':'ups','trackingNumber':'1Z999AA10123456784','lines':[{'line':1,'quantity':2}]}]}
            stock.v1        | {'schema':'stock.v1','reference':'C-1','asOf':'2026-11-23T12:00:00.5Z','levels':[{'sku':'MUG','location':'MAIN','onHand':0}]}
            cancellation.v1 | {'schema':'cancellation.v1','reference':'X-2','order':{'channel':'amazon','account':'us','orderId':'114-1'},'reason':'out_of_stock','by':'seller','at':'2026-11-23T12:00:00Z','lines':[{'lineId':'5','quantity':1}]}
            exception.v1    | {'schema':'exception.v1','caseId':'9','code':'mapping.not_canonical','severity':'error','summary':'s','suggestion':'t','orderId':null,'channel':'shopify','account':'a','channelOrderId':'','at':'2026-11-23T12:00:00Z'}
            """)
    void overTheOtherDamagedMessagesToo(String name, String text) throws IOException {
        JsonNode message = Json.MAPPER.readTree(text.replace('\'', '"'));
        Judges judges = new Judges(name);
        assertThat(judges.library.validate(message)).isEmpty();
        JsonDamage damage = new JsonDamage(new Random(seed), List.of(message));

        for (int i = 0; i < MUTANTS_OF_ONE_MESSAGE; i++) {
            judges.judge(damage.of(message), seed);
        }

        System.out.println(name + ", " + judges);
        assertThat(judges.refused).isGreaterThan(50);
    }

    @Test
    void itIsCheaperThanTheLibrary() {
        Judges judges = new Judges("order.v1");
        List<JsonNode> orders = orders();
        double fast = 0;
        double library = 0;
        for (int warmUp = 0; warmUp < 3; warmUp++) {
            fast = microseconds(orders, judges.fast);
            library =
                    microseconds(orders, order -> judges.library.validate(order).isEmpty());
        }

        System.out.printf("CPU to validate one order of the fixtures: fast %.1f us, library %.1f us%n", fast, library);
        assertThat(fast).isLessThan(library);
    }

    private static double microseconds(List<JsonNode> orders, Predicate<JsonNode> valid) {
        var threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        int yes = 0;
        for (int round = 0; round < ROUNDS; round++) {
            for (JsonNode order : orders) {
                yes += valid.test(order) ? 1 : 0;
            }
        }
        double spent = (threads.getCurrentThreadCpuTime() - start) / 1000.0;
        assertThat(yes).isEqualTo(ROUNDS * orders.size());
        return spent / yes;
    }

    /** Both validators of one schema, and how often they said what. */
    private static final class Judges {

        private final Predicate<JsonNode> fast;
        private final Schema library;
        private int surelyValid;
        private int hesitated;
        private int refused;
        private long seed;

        Judges(String name) {
            JsonNode schema = read(Transformers.ROOT.resolve("canonical/" + name + ".schema.json"));
            this.fast = FastSchemaValidator.of(schema);
            this.library = SchemaRegistry.withDefaultDialect(
                            SpecificationVersion.DRAFT_2020_12,
                            r -> r.schemaRegistryConfig(SchemaRegistryConfig.builder()
                                    .formatAssertionsEnabled(true)
                                    .build()))
                    .getSchema(schema);
        }

        void judge(JsonNode message, long itsSeed) {
            seed = itsSeed;
            boolean yes = fast.test(message);
            boolean valid = library.validate(message).isEmpty();
            assertThat(yes && !valid)
                    .as(
                            "seed %d: the fast validator takes what the library refuses for %s: %s",
                            seed, library.validate(message), message)
                    .isFalse();
            surelyValid += yes ? 1 : 0;
            hesitated += !yes && valid ? 1 : 0;
            refused += valid ? 0 : 1;
        }

        @Override
        public String toString() {
            return "seed " + seed + ": both accept " + surelyValid + ", the fast one hesitates at " + hesitated
                    + ", both refuse " + refused;
        }
    }

    private static List<JsonNode> orders() {
        try (Stream<Path> files = Files.walk(Transformers.ROOT)) {
            return files.filter(file -> file.endsWith("expected.json")
                            && file.getParent().getParent().endsWith("fixtures"))
                    .sorted()
                    .map(FastSchemaDifferenceTest::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode read(Path file) {
        try {
            return Json.MAPPER.readTree(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
