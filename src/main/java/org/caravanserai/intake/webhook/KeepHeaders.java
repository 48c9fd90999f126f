package org.caravanserai.intake.webhook;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.http.common.HttpMessage;
import org.caravanserai.base.HubHeaders;
import org.caravanserai.base.Leaves;
import org.caravanserai.channel.recipe.ChannelRecipe;
import org.caravanserai.channel.recipe.ChannelRecipes;
import org.caravanserai.channel.recipe.SignatureRecipe;

/**
 * The first step: of all that came, only the headers on the recipe's allow-list stay, under the
 * recipe's spelling. Whatever else was on the message (Camel*, kafka.*, operationName, Long-Running-Action ...) is gone.
 * A header that came twice is dropped: nobody could say which one is meant.
 */
public final class KeepHeaders {

    private final ChannelRecipes recipes;

    public KeepHeaders(ChannelRecipes recipes) {
        this.recipes = recipes;
    }

    /** Leaves the headers hubChannel and hubAccount and the property {@link WebhookCall#PROPERTY}. */
    @Leaves(
            clears = true,
            headers = {HubHeaders.CHANNEL, HubHeaders.ACCOUNT})
    public void keep(Exchange exchange) {
        Message message = exchange.getMessage();
        String channel = segment(message.getHeader("CamelServletContextPath", String.class));
        String account = segment(message.getHeader(Exchange.HTTP_PATH, String.class));
        HttpServletRequest request = message instanceof HttpMessage http ? http.getRequest() : null;
        message.setHeaders(exchange.getContext()
                .getCamelContextExtension()
                .getHeadersMapFactory()
                .newMap());
        ChannelRecipe recipe = recipes.find(channel)
                .filter(one -> one.webhook() != null)
                .orElseThrow(() -> new WebhookRefusal(404, "channel"));
        Map<String, String> kept = new LinkedHashMap<>();
        for (String name : recipe.webhook().headers()) {
            String value = single(request, name);
            if (value != null) {
                kept.put(name, value);
                message.setHeader(name, value);
            }
        }
        String signature = recipe.webhook().signature() instanceof SignatureRecipe.HmacSha256 hmac
                ? single(request, hmac.header())
                : null;
        String type = request == null ? null : request.getContentType();
        exchange.setProperty(WebhookCall.PROPERTY, new WebhookCall(recipe, account, kept, signature, type));
        message.setHeader(HubHeaders.CHANNEL, channel);
        message.setHeader(HubHeaders.ACCOUNT, account);
    }

    private static String single(HttpServletRequest request, String name) {
        Enumeration<String> values = request == null ? null : request.getHeaders(name);
        if (values == null || !values.hasMoreElements()) {
            return null;
        }
        String value = values.nextElement();
        return values.hasMoreElements() ? null : value;
    }

    private static String segment(String path) {
        return path == null ? "" : path.startsWith("/") ? path.substring(1) : path;
    }
}
