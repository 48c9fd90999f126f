package org.caravanserai.intake.webhook;

import java.util.Map;
import org.apache.camel.Exchange;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.channel.account.Account;
import org.caravanserai.channel.recipe.ChannelRecipe;

/** What the steps of a webhook route know of the call under way and do not show as headers. */
final class WebhookCall {

    static final String PROPERTY = HubHeaders.WEBHOOK_CALL;

    private final ChannelRecipe recipe;
    private final String accountName;
    private final Map<String, String> headers;
    private final String signature;
    private final String contentType;
    private Account account;

    /**
     * @param headers the kept ones
     * @param signature as presented, or null
     */
    WebhookCall(
            ChannelRecipe recipe,
            String accountName,
            Map<String, String> headers,
            String signature,
            String contentType) {
        this.recipe = recipe;
        this.accountName = accountName;
        this.headers = headers;
        this.signature = signature;
        this.contentType = contentType == null ? "" : contentType;
    }

    /** @throws WebhookRefusal 404 when no step has named the channel */
    static WebhookCall of(Exchange exchange) {
        WebhookCall call = exchange.getProperty(PROPERTY, WebhookCall.class);
        if (call == null) {
            throw new WebhookRefusal(404, "channel");
        }
        return call;
    }

    ChannelRecipe recipe() {
        return recipe;
    }

    String accountName() {
        return accountName;
    }

    Map<String, String> headers() {
        return headers;
    }

    String signature() {
        return signature;
    }

    String contentType() {
        return contentType;
    }

    /** @throws WebhookRefusal 404 when no step has found the account */
    Account account() {
        if (account == null) {
            throw new WebhookRefusal(404, "account");
        }
        return account;
    }

    void found(Account one) {
        account = one;
    }
}
