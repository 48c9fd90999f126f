package org.caravanserai.intake;

import java.util.List;
import org.caravanserai.intake.file.FileLines;
import org.caravanserai.intake.message.InboxCommands;
import org.caravanserai.intake.message.InboxMessages;
import org.caravanserai.intake.pull.FetchSteps;
import org.caravanserai.intake.pull.ListSteps;
import org.caravanserai.intake.pull.PollSchedule;
import org.caravanserai.intake.pull.QueueSteps;
import org.caravanserai.intake.pull.RecoverySteps;
import org.caravanserai.intake.pull.SubscriptionSchedule;
import org.caravanserai.intake.webhook.IntakeSteps;
import org.caravanserai.intake.webhook.KeepHeaders;
import org.caravanserai.intake.webhook.RawHttpBinding;
import org.caravanserai.intake.webhook.WebhookSteps;

/** The beans of {@code routes/10-intake}. Each is called as its class, with a small first letter. */
public final class IntakeBeans {

    public static final List<Class<?>> CLASSES = List.of(
            RawHttpBinding.class,
            KeepHeaders.class,
            WebhookSteps.class,
            IntakeSteps.class,
            InboxMessages.class,
            InboxCommands.class,
            FileLines.class,
            PollSchedule.class,
            SubscriptionSchedule.class,
            ListSteps.class,
            RecoverySteps.class,
            FetchSteps.class,
            QueueSteps.class);

    private IntakeBeans() {}
}
