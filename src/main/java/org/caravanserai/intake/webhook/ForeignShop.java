package org.caravanserai.intake.webhook;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import org.caravanserai.channel.account.Account;
import org.caravanserai.channel.recipe.WebhookRecipe;

/**
 * Whether a delivery with a right signature names another shop than the account's: apps that serve several shops sign for all of
 * them with one secret, and a copy of a shop has the secret of the original.
 */
final class ForeignShop {

    private ForeignShop() {}

    /** The other shop's name as the delivery writes it; empty when it is the account's own or nobody can tell. */
    static String name(WebhookRecipe.Shop recipe, Account account, Map<String, String> headers) {
        String stated = recipe == null ? null : headers.get(recipe.header());
        String own = recipe == null ? "" : own(recipe, account);
        return stated == null || own.isEmpty() || host(stated).equals(host(own)) ? "" : stated;
    }

    private static String own(WebhookRecipe.Shop recipe, Account account) {
        String setting = account.setting(recipe.setting());
        if (!setting.isEmpty()) {
            return setting;
        }
        String host = host(account.baseUrl());
        return host.contains(".") && !host.matches("[0-9.]+") ? host : "";
    }

    /** Shops are written with and without scheme, path and www. */
    private static String host(String shop) {
        String text = shop.strip().toLowerCase(Locale.ROOT);
        try {
            String host =
                    URI.create(text.contains("://") ? text : "https://" + text).getHost();
            return host == null ? text : host.startsWith("www.") ? host.substring(4) : host;
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
