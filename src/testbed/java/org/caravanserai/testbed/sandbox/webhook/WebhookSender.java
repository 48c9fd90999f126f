package org.caravanserai.testbed.sandbox.webhook;

import java.util.Optional;
import org.caravanserai.testbed.sandbox.state.SandboxOrder;
import org.caravanserai.testbed.sandbox.state.Shop;

/** Who writes webhooks: a channel, as delivery sees it. Called with the shop's monitor held. */
public interface WebhookSender {

    /** How webhooks of this channel are sent and repeated; empty when the channel pushes none. */
    Optional<WebhookPolicy> webhooks();

    /** Builds the webhook for the topic from the order as it is now. */
    Message render(Shop shop, SandboxOrder order, String topic, String webhookId);

    /** A webhook was tried; the channel may count failures. {@code status} is 0 when there was no answer. */
    default void delivered(Shop shop, Delivery delivery, int status) {}
}
