package org.caravanserai.allocate;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.caravanserai.allocate.batch.BatchDependencies;
import org.caravanserai.allocate.hold.AddressFormats;
import org.caravanserai.allocate.hold.BuyerCancellations;
import org.caravanserai.allocate.hold.CopiedSales;
import org.caravanserai.allocate.hold.DoubtfulFacts;
import org.caravanserai.allocate.hold.HoldSettings;
import org.caravanserai.allocate.hold.RegrownUnits;
import org.caravanserai.allocate.hold.RouteHolds;
import org.caravanserai.allocate.hold.SaneTotals;
import org.caravanserai.allocate.hold.SubOrders;
import org.caravanserai.allocate.hold.TestOrders;
import org.caravanserai.allocate.hold.UnknownListings;
import org.caravanserai.allocate.hold.UnpaidOrders;
import org.caravanserai.allocate.hold.UsableAddresses;
import org.caravanserai.inbox.EventKind;
import org.caravanserai.order.ContentHash;
import org.caravanserai.privacy.BlindIndex;
import org.caravanserai.privacy.DayKeys;
import org.caravanserai.privacy.OrderKeys;
import org.caravanserai.sourcing.Sourcing;
import org.caravanserai.translate.CanonicalSchema;
import org.caravanserai.translate.CountingRule;
import org.caravanserai.translate.EventReader;
import org.caravanserai.translate.Mappings;
import org.caravanserai.translate.TranslateSteps;
import org.caravanserai.translate.Translator;

/** Makes the beans that the routes of {@code 20-translate}, {@code 30-allocate} and {@code 60-recover} call. */
public final class Processing {

    private final BatchDependencies dependencies;
    private final DayKeys days;
    private final OrderKeys keys;
    private final BlindIndex index;
    private final ContentHash hash;
    private final Sourcing sourcing;
    private final Duration backorderRetry;
    private final HoldSettings holds;

    /** @param backorderRetry when a back-ordered group is tried again although no stock was reported */
    public Processing(
            BatchDependencies dependencies,
            DayKeys days,
            OrderKeys keys,
            BlindIndex index,
            ContentHash hash,
            Sourcing sourcing,
            Duration backorderRetry,
            HoldSettings holds) {
        this.dependencies = dependencies;
        this.days = days;
        this.keys = keys;
        this.index = index;
        this.hash = hash;
        this.sourcing = sourcing;
        this.backorderRetry = backorderRetry;
        this.holds = holds;
    }

    /** @param transformers the folder with the canonical schemas and the channels' mappings */
    public List<Object> beans(Path transformers, Supplier<Mappings> mappings) {
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
        return List.of(
                new EventReader(days, dependencies.accounts(), dependencies.precedence()),
                new TranslateSteps(
                        new Translator(mappings, CanonicalSchema.load(canonical, "order.v1")),
                        new CountingRule(dependencies.recipes()),
                        schemas),
                new CollectEventContexts(),
                new OpenRound(dependencies),
                new JudgeStatements(dependencies),
                new LockOrders(dependencies),
                new CheckSenders(dependencies),
                new ApplyOutcomes(),
                new MergeStatements(dependencies, hash),
                new ApplyAbsences(dependencies, hash),
                new DecideAgain(dependencies),
                new MapSkus(dependencies),
                new ReadStock(dependencies),
                new ApplyCommands(dependencies),
                new ApplyShipments(dependencies),
                new ApplyCounts(dependencies),
                new Timers(dependencies),
                new FollowModes(dependencies),
                new HoldOrders(
                        dependencies,
                        keys,
                        List.of(
                                new TestOrders(),
                                new BuyerCancellations(),
                                new UnpaidOrders(dependencies),
                                new UnknownListings(dependencies),
                                new DoubtfulFacts(holds),
                                new UsableAddresses(AddressFormats.load(), holds),
                                new SaneTotals(holds),
                                new CopiedSales(dependencies),
                                new SubOrders(dependencies),
                                new RegrownUnits(dependencies, holds.regrow()),
                                new RouteHolds(dependencies.timeScale()))),
                new SourceOrders(dependencies, sourcing, backorderRetry),
                new PlanDispatch(dependencies),
                new TellCancellations(dependencies),
                new EndCases(),
                new StoreBatch(dependencies, keys, index),
                new DeadLetters(dependencies.accounts()));
    }
}
