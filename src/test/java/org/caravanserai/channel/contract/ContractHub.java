package org.caravanserai.channel.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.caravanserai.base.Json;
import org.caravanserai.channel.ChannelHub;
import org.caravanserai.channel.ChannelSite;
import org.caravanserai.channel.FakeChannel;
import org.caravanserai.channel.account.Account;
import org.caravanserai.channel.account.AccountMode;
import org.caravanserai.channel.recipe.AuthRecipe;
import org.caravanserai.channel.recipe.ChannelRecipe;
import org.caravanserai.channel.recipe.ChannelRecipes;
import org.caravanserai.channel.recipe.EventRecipe;
import org.caravanserai.channel.recipe.SignatureRecipe;
import org.caravanserai.intake.pull.HiddenQueue;
import org.caravanserai.notify.ChannelScripts;

/**
 * A hub that speaks one channel, with the routes of that channel's own file: an account for what comes in, and one for each
 * case of what goes out, with that case's settings.
 */
final class ContractHub implements AutoCloseable {

    /** The account that takes in. */
    static final int ACCOUNT = 1;

    static final String NAME = "one";
    private static final int CASES = 100;

    final ChannelHub hub;
    final ChannelScripts scripts;
    final ChannelFiles files;
    final HiddenQueue queue = new HiddenQueue();
    final Duration patience;
    private final ChannelSite site;

    ContractHub(ChannelSite site, ChannelRecipes recipes, ChannelScripts scripts, String channel, Duration patience)
            throws Exception {
        this.site = site;
        this.scripts = scripts;
        this.patience = patience;
        files = new ChannelFiles(recipes.get(channel));
        for (String secret : secrets(files)) {
            site.secret(reference() + "." + secret, value(secret));
        }
        site.channel().afresh();
        Account[] accounts = accounts();
        hub = ChannelHub.whole(
                recipes,
                scripts,
                site.secrets(),
                queue,
                List.of("channels/" + channel + ".camel.yaml"),
                id -> true,
                accounts);
        for (Account account : accounts) {
            // how a token is got is the same for every channel, and played elsewhere
            hub.keepToken(account.id(), "token");
        }
    }

    ChannelRecipe recipe() {
        return files.recipe();
    }

    FakeChannel channel() {
        return site.channel();
    }

    int port() {
        return site.port();
    }

    /** What was stored, in the order it came. */
    List<Arrival> arrivals() {
        return hub.stored.stream().map(Arrival::of).toList();
    }

    /** The account that is told what stands in this case. */
    Account account(ChannelFiles.Outward of) {
        List<String> names =
                files.outward().stream().map(ChannelFiles.Outward::name).toList();
        return hub.accounts.byId(CASES + names.indexOf(of.name())).orElseThrow();
    }

    /** What the secret called so is. */
    static String value(String secret) {
        return "the-" + secret;
    }

    /** An answer of the channel, null for no body. */
    void answer(int status, JsonNode body) {
        channel().text(status, "application/json", body == null ? "" : body.toString(), java.util.Map.of());
    }

    private String reference() {
        return "contract-" + recipe().channel();
    }

    private Account[] accounts() {
        List<Account> all = new ArrayList<>();
        ObjectNode settings = Json.MAPPER.createObjectNode();
        List<ChannelFiles.Outward> cases = files.outward();
        for (int i = cases.size() - 1; i >= 0; i--) {
            JsonNode own = cases.get(i).input().path("settings");
            settings.setAll((ObjectNode) own);
            String path = cases.get(i).input().at("/work/path").asText(NAME);
            all.add(account(CASES + i, path.substring(path.lastIndexOf('/') + 1), own));
        }
        EventRecipe.Seller seller = recipe().events().seller();
        if (seller != null) {
            JsonNode event = QueueActs.bodies(files).get(0);
            settings.set(seller.setting(), event.at(seller.pointer()));
        }
        all.add(0, account(ACCOUNT, NAME, settings));
        return all.toArray(Account[]::new);
    }

    private Account account(int id, String name, JsonNode settings) {
        return new Account(
                id,
                recipe().channel(),
                name,
                AccountMode.LIVE,
                false,
                site.channel().url(),
                (ObjectNode) settings,
                reference());
    }

    /** Every secret that the recipe or a request of its cases names. */
    private static Set<String> secrets(ChannelFiles files) {
        Set<String> names = new TreeSet<>();
        ChannelRecipe recipe = files.recipe();
        if (recipe.webhook() != null && recipe.webhook().signature() instanceof SignatureRecipe.HmacSha256 hmac) {
            names.add(hmac.secret());
        }
        if (recipe.auth() instanceof AuthRecipe.Header header) {
            names.add(header.secret());
        } else if (recipe.auth() instanceof AuthRecipe.Basic basic) {
            names.addAll(List.of(basic.user(), basic.password()));
        }
        files.outward()
                .forEach(one -> one.expected()
                        .path("requests")
                        .forEach(request -> request.path("secrets").forEach(name -> names.add(name.asText()))));
        return names;
    }

    @Override
    public void close() {
        hub.close();
    }
}
