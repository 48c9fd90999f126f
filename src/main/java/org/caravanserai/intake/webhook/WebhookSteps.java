package org.caravanserai.intake.webhook;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.base.Leaves;
import org.caravanserai.base.SecretSource;
import org.caravanserai.channel.account.Account;
import org.caravanserai.channel.account.Accounts;
import org.caravanserai.channel.recipe.SignatureRecipe;
import org.caravanserai.channel.recipe.WebhookRecipe;

/** The steps of a webhook route between the header allow-list and the classification. */
public final class WebhookSteps {

    private final Accounts accounts;
    private final SecretSource secrets;
    private final HmacCheck hmac = new HmacCheck();

    public WebhookSteps(Accounts accounts, SecretSource secrets) {
        this.accounts = accounts;
        this.secrets = secrets;
    }

    /** Refuses what could not be taken in: far too long (413), encoded (415), cut short (400). */
    public void checkLimits(Exchange exchange) {
        Integer status = exchange.getProperty(RawHttpBinding.UNREADABLE, Integer.class);
        if (status != null) {
            throw new WebhookRefusal(status, status == 413 ? "too-large" : status == 415 ? "encoding" : "cut-short");
        }
    }

    /** Refuses accounts that are unknown or off (404). */
    public void findAccount(Exchange exchange) {
        WebhookCall call = WebhookCall.of(exchange);
        Account account = accounts.find(call.recipe().channel(), call.accountName())
                .filter(Account::on)
                .orElseThrow(() -> new WebhookRefusal(404, "account"));
        call.found(account);
    }

    /** Answers the channel's unsigned "are you there" and ends the route: nothing about it is believed or stored. */
    public void answerPing(Exchange exchange) {
        WebhookCall call = WebhookCall.of(exchange);
        WebhookRecipe.Ping ping = call.recipe().webhook().ping();
        if (ping != null
                && call.signature() == null
                && isForm(call, ping, exchange.getMessage().getBody(byte[].class))) {
            reply(exchange.getMessage(), ping.answer());
            exchange.setRouteStop(true);
        }
    }

    /** Refuses (401) whatever does not carry a signature over exactly these bytes by one of the account's live secrets. */
    public void checkSignature(Exchange exchange) {
        WebhookCall call = WebhookCall.of(exchange);
        byte[] body = exchange.getMessage().getBody(byte[].class);
        if (!(call.recipe().webhook().signature() instanceof SignatureRecipe.HmacSha256 recipe)) {
            throw new WebhookRefusal(401, "signature");
        }
        List<byte[]> live = secrets.all(call.account().secret(recipe.secret()));
        LongBody whole = exchange.getProperty(HubHeaders.LONG_BODY, LongBody.class);
        if (whole != null
                ? !proves(recipe, live, whole, call.signature())
                : !hmac.proves(recipe, live, body, call.signature())) {
            throw new WebhookRefusal(401, "signature");
        }
    }

    private boolean proves(SignatureRecipe.HmacSha256 recipe, List<byte[]> live, LongBody body, String presented) {
        try {
            return hmac.proves(recipe, live, body, presented);
        } catch (IOException e) {
            throw new WebhookRefusal(400, "cut-short");
        }
    }

    /** What the channel wants to hear of an event that was stored or was there already. */
    @Leaves(
            body = String.class,
            headers = {Exchange.HTTP_RESPONSE_CODE, Exchange.CONTENT_TYPE})
    public void answer(Exchange exchange) {
        reply(exchange.getMessage(), WebhookCall.of(exchange).recipe().webhook().accepted());
    }

    static void reply(Message message, WebhookRecipe.Answer answer) {
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, answer.status());
        message.setHeader(Exchange.CONTENT_TYPE, answer.contentType());
        message.setBody(answer.body());
    }

    private static boolean isForm(WebhookCall call, WebhookRecipe.Ping ping, byte[] body) {
        return call.contentType().startsWith("application/x-www-form-urlencoded")
                && body.length < 256
                && new String(body, StandardCharsets.US_ASCII).matches(ping.field() + "=[0-9]*");
    }
}
