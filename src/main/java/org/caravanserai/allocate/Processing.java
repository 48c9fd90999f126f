package org.caravanserai.allocate;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.caravanserai.allocate.batch.BatchDependencies;
import org.caravanserai.inbox.BodySealer;
import org.caravanserai.order.ContentHash;
import org.caravanserai.privacy.BlindIndex;
import org.caravanserai.privacy.OrderKeys;
import org.caravanserai.sourcing.Sourcing;
import org.caravanserai.translate.CanonicalSchema;
import org.caravanserai.translate.EventReader;
import org.caravanserai.translate.Mappings;
import org.caravanserai.translate.TranslateSteps;
import org.caravanserai.translate.Translator;

/** Binds the beans that the routes of {@code 20-translate}, {@code 30-allocate} and {@code 60-recover} call. */
public final class Processing {

    private final BatchDependencies dependencies;
    private final BodySealer sealer;
    private final OrderKeys keys;
    private final BlindIndex index;
    private final ContentHash hash;
    private final Sourcing sourcing;
    private final Duration backorderRetry;

    /** @param backorderRetry when a back-ordered group is tried again although no stock was reported */
    public Processing(
            BatchDependencies dependencies,
            BodySealer sealer,
            OrderKeys keys,
            BlindIndex index,
            ContentHash hash,
            Sourcing sourcing,
            Duration backorderRetry) {
        this.dependencies = dependencies;
        this.sealer = sealer;
        this.keys = keys;
        this.index = index;
        this.hash = hash;
        this.sourcing = sourcing;
        this.backorderRetry = backorderRetry;
    }

    /** Where beans are bound by name. */
    @FunctionalInterface
    public interface Beans {
        void bind(String name, Object bean);
    }

    /** @param transformers the folder with the canonical schemas and the channels' mappings */
    public void bind(Beans registry, Path transformers, Supplier<Mappings> mappings) {
        Path canonical = transformers.resolve("canonical");
        Map<String, CanonicalSchema> schemas = Map.of(
                "shipment",
                CanonicalSchema.load(canonical, "shipment.v1"),
                "stock",
                CanonicalSchema.load(canonical, "stock.v1"),
                "cancel",
                CanonicalSchema.load(canonical, "cancellation.v1"),
                "recall-answer",
                CanonicalSchema.load(canonical, "recall-answer.v1"));
        registry.bind("eventReader", new EventReader(sealer, dependencies.accounts()));
        registry.bind(
                "translate",
                new TranslateSteps(new Translator(mappings, CanonicalSchema.load(canonical, "order.v1")), schemas));
        registry.bind("collectObservations", new CollectEventContexts());
        registry.bind("openRound", new OpenRound(dependencies));
        registry.bind("lockOrders", new LockOrders(dependencies));
        registry.bind("mergeStatements", new MergeStatements(dependencies, hash));
        registry.bind("mapSkus", new MapSkus(dependencies));
        registry.bind("readStock", new ReadStock(dependencies));
        registry.bind("commands", new ApplyCommands(dependencies));
        registry.bind("applyShipments", new ApplyShipments(dependencies));
        registry.bind("applyCounts", new ApplyCounts(dependencies));
        registry.bind("timers", new Timers(dependencies));
        registry.bind("holdOrders", new HoldOrders(dependencies));
        registry.bind("sourceOrders", new SourceOrders(dependencies, sourcing, backorderRetry));
        registry.bind("planDispatch", new PlanDispatch(dependencies));
        registry.bind("storeBatch", new StoreBatch(dependencies, keys, index));
        registry.bind("deadLetters", new DeadLetters(dependencies.accounts()));
    }
}
