package org.caravanserai.testbed.sandbox.webhook;

import org.caravanserai.testbed.sandbox.state.Shop;
import org.caravanserai.testbed.sandbox.state.Violations;

/** Judges the hub's answer to a webhook: a forged one wants 401, a genuine one must never be refused as wrong. */
final class WebhookVerdict {

    private final Violations violations;

    WebhookVerdict(Violations violations) {
        this.violations = violations;
    }

    void judge(Shop shop, Delivery delivery, int status) {
        if (delivery.forged != null) {
            if (status >= 200 && status < 300) {
                violations.add(
                        shop,
                        delivery.orderId,
                        "forged-webhook-accepted",
                        "a " + delivery.topic + " webhook with a " + delivery.forged + " signature was answered "
                                + status + ", not 401");
            } else if (status >= 400 && status < 500 && status != 401) {
                violations.add(
                        shop,
                        delivery.orderId,
                        "forged-webhook-answer",
                        "a " + delivery.topic + " webhook with a " + delivery.forged + " signature was answered "
                                + status + ", not 401");
            }
        } else if (delivery.orderId.isEmpty()) {
            if (status != 200 && status < 500 && status != 0) {
                violations.add(
                        shop,
                        "",
                        "greeting-refused",
                        "the " + delivery.topic + " was answered " + status
                                + "; the channel demands exactly 200 and drops the webhook otherwise");
            }
        } else if (status >= 300 && status < 500 && status != 429) {
            violations.add(
                    shop,
                    delivery.orderId,
                    "genuine-webhook-refused",
                    "a correctly signed " + delivery.topic + " webhook was answered " + status
                            + "; such refusals lose orders and end subscriptions");
        }
    }
}
