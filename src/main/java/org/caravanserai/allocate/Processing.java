package org.caravanserai.allocate;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.caravanserai.allocate.batch.BatchDependencies;
import org.caravanserai.allocate.store.ContentHash;
import org.caravanserai.inbox.EventKind;
import org.caravanserai.privacy.BlindIndex;
import org.caravanserai.privacy.DayKeys;
import org.caravanserai.privacy.OrderKeys;
import org.caravanserai.sourcing.Sourcing;
import org.caravanserai.translate.CanonicalSchema;
import org.caravanserai.translate.EventReader;
import org.caravanserai.translate.Mappings;
import org.caravanserai.translate.TranslateSteps;
import org.caravanserai.translate.Translator;

/** Binds the beans that the routes of {@code 20-translate}, {@code 30-allocate} and {@code 60-recover} call. */
public final class Processing {

    private final BatchDependencies tools;
    private final DayKeys days;
    private final OrderKeys keys;
    private final BlindIndex index;
    private final ContentHash hash;
    private final Sourcing sourcing;
    private final Duration backorderRetry;

    /** @param backorderRetry when a back-ordered group is tried again although no stock was reported */
    public Processing(
            BatchDependencies tools,
            DayKeys days,
            OrderKeys keys,
            BlindIndex index,
            ContentHash hash,
            Sourcing sourcing,
            Duration backorderRetry) {
        this.tools = tools;
        this.days = days;
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
        Map<EventKind, CanonicalSchema> schemas = Map.of(
                EventKind.SHIPMENT,
                CanonicalSchema.load(canonical, "shipment.v1"),
                EventKind.STOCK,
                CanonicalSchema.load(canonical, "stock.v1"),
                EventKind.CANCEL,
                CanonicalSchema.load(canonical, "cancellation.v1"),
                EventKind.RECALL_ANSWER,
                CanonicalSchema.load(canonical, "recall-answer.v1"));
        registry.bind("eventReader", new EventReader(days, tools.accounts(), tools.named()));
        registry.bind(
                "translate",
                new TranslateSteps(new Translator(mappings, CanonicalSchema.load(canonical, "order.v1")), schemas));
        registry.bind("collectObservations", new CollectEventContexts());
        registry.bind("openRound", new OpenRound(tools));
        registry.bind("lockOrders", new LockOrders(tools));
        registry.bind("mergeStatements", new MergeStatements(tools, hash));
        registry.bind("mapSkus", new MapSkus(tools));
        registry.bind("readStock", new ReadStock(tools));
        registry.bind("commands", new ApplyCommands(tools));
        registry.bind("applyShipments", new ApplyShipments(tools));
        registry.bind("applyCounts", new ApplyCounts(tools));
        registry.bind("timers", new Timers(tools));
        registry.bind("holdOrders", new HoldOrders(tools));
        registry.bind("sourceOrders", new SourceOrders(tools, sourcing, backorderRetry));
        registry.bind("planDispatch", new PlanDispatch(tools));
        registry.bind("storeBatch", new StoreBatch(tools, keys, index));
        registry.bind("deadLetters", new DeadLetters(tools.accounts()));
    }
}
