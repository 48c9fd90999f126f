package org.caravanserai.allocate;

import java.util.List;

/** The beans of {@code routes/30-allocate} and {@code routes/60-recover}. Each is called as its class, with a small first letter. */
public final class AllocateBeans {

    public static final List<Class<?>> CLASSES = List.of(
            CollectEventContexts.class,
            OpenRound.class,
            JudgeStatements.class,
            LockOrders.class,
            CheckSenders.class,
            ApplyOutcomes.class,
            MergeStatements.class,
            ApplyAbsences.class,
            DecideAgain.class,
            MapSkus.class,
            ReadStock.class,
            ApplyCommands.class,
            ApplyShipments.class,
            ApplyCounts.class,
            Timers.class,
            FollowModes.class,
            HoldOrders.class,
            SourceOrders.class,
            PlanDispatch.class,
            TellCancellations.class,
            EndCases.class,
            StoreBatch.class,
            DeadLetters.class);

    private AllocateBeans() {}
}
