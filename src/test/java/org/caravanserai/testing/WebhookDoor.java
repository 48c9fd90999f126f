package org.caravanserai.testing;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.caravanserai.base.SecretSource;
import org.caravanserai.channel.ChannelSite;
import org.caravanserai.channel.RouteFiles;
import org.caravanserai.channel.account.JdbcAccounts;
import org.caravanserai.channel.recipe.ChannelRecipe;
import org.caravanserai.channel.recipe.ChannelRecipes;
import org.caravanserai.channel.recipe.SignatureRecipe;
import org.caravanserai.intake.webhook.EventClassifier;
import org.caravanserai.intake.webhook.HmacCheck;
import org.caravanserai.intake.webhook.IntakeMeters;
import org.caravanserai.intake.webhook.IntakeSteps;
import org.caravanserai.intake.webhook.KeepHeaders;
import org.caravanserai.intake.webhook.RawHttpBinding;
import org.caravanserai.intake.webhook.WebhookSteps;

/** The webhook route of one channel on a socket, before the inbox of a hub. */
public final class WebhookDoor implements AutoCloseable {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String SECRET = "the-secret";

    private final ChannelSite site = new ChannelSite();
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final ChannelRecipe recipe;

    /** @param channel of which the hub has accounts; their secret is this door's */
    public WebhookDoor(ProcessingHub hub, String channel) throws Exception {
        ChannelRecipes recipes = ChannelRecipes.load(Path.of("transformers"));
        recipe = recipes.get(channel);
        site.secret(signature().secret(), SECRET);
        RouteFiles.bind(camel, new RawHttpBinding(1 << 20));
        RouteFiles.bind(camel, new KeepHeaders(recipes));
        RouteFiles.bind(
                camel,
                new WebhookSteps(
                        new JdbcAccounts(hub.sql(), Duration.ZERO, hub.clock()), new SecretSource(site.secrets())));
        RouteFiles.bind(
                camel,
                new IntakeSteps(
                        new EventClassifier(),
                        hub.inbox(),
                        new IntakeMeters(new SimpleMeterRegistry()),
                        account -> {}));
        RouteFiles.load(camel, "10-intake/receive-webhook.camel.yaml", "10-intake/webhook-refusals.camel.yaml");
        RouteFiles.channel(camel, "receive-webhook", channel + "-receive-webhook", channel);
        camel.start();
    }

    /** Posts exactly these bytes, signed as the channel signs them. @return the status of the answer */
    public int post(String account, Map<String, String> headers, byte[] body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + site.port() + "/webhooks/" + recipe.channel() + "/" + account))
                .header("Content-Type", "application/json")
                .header(signature().header(), sign(body))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    /** What the channel wants to be answered. */
    public int accepted() {
        return recipe.webhook().accepted().status();
    }

    private SignatureRecipe.HmacSha256 signature() {
        return (SignatureRecipe.HmacSha256) recipe.webhook().signature();
    }

    private String sign(byte[] body) {
        byte[] signed = new HmacCheck().sign(SECRET.getBytes(StandardCharsets.UTF_8), body);
        return signature().prefix()
                + (signature().encoding() == SignatureRecipe.Encoding.HEX
                        ? HexFormat.of().formatHex(signed)
                        : Base64.getEncoder().encodeToString(signed));
    }

    @Override
    public void close() throws Exception {
        camel.stop();
        site.close();
    }
}
