package org.caravanserai.notify;

import java.util.List;
import org.caravanserai.outbox.camel.SenderSteps;

/** The beans of {@code routes/50-notify}. Each is called as its class, with a small first letter. */
public final class NotifyBeans {

    public static final List<Class<?>> CLASSES = List.of(
            OperationSteps.class, CallSteps.class, SubscriptionSteps.class, AnswerQueues.class, SenderSteps.class);

    private NotifyBeans() {}
}
