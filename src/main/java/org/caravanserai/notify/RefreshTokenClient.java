package org.caravanserai.notify;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.caravanserai.base.SecretSource;
import org.caravanserai.base.TimeScale;
import org.caravanserai.channel.account.Account;
import org.caravanserai.channel.account.BaseUrlGuard;
import org.caravanserai.channel.recipe.AuthRecipe;

/** Asks the channel's token service for an access token, with the account's refresh token, through a route. */
public final class RefreshTokenClient implements Tokens.TokenClient {

    private final SecretSource secrets;
    private final Clock clock;
    private final TimeScale timeScale;
    private volatile CamelContext camel;

    /** @param timeScale a token's life is a waiting time of the channel like any other */
    public RefreshTokenClient(SecretSource secrets, Clock clock, TimeScale timeScale) {
        this.secrets = secrets;
        this.clock = clock;
        this.timeScale = timeScale;
    }

    /** The context that has the route; to be given before the first request. */
    public void useContext(CamelContext context) {
        camel = context;
    }

    @Override
    public Tokens.Token request(Account account, AuthRecipe.Lwa recipe) {
        String url =
                BaseUrlGuard.check("token URL of " + account.channel() + "/" + account.name(), url(account, recipe));
        String form = "grant_type=refresh_token&refresh_token=" + secret(account, recipe.refreshToken()) + "&client_id="
                + secret(account, recipe.clientId()) + "&client_secret=" + secret(account, recipe.clientSecret());
        Instant asked = clock.instant();
        CamelContext context = camel;
        if (context == null) {
            throw new IllegalStateException("Camel is not up yet");
        }
        Exchange exchange = context.createFluentProducerTemplate()
                .to("direct:refresh-token")
                .withProcessor(one -> {
                    one.getMessage()
                            .setHeaders(new java.util.HashMap<>(Map.of(
                                    Exchange.HTTP_URI,
                                    url,
                                    Exchange.HTTP_METHOD,
                                    "POST",
                                    Exchange.CONTENT_TYPE,
                                    "application/x-www-form-urlencoded")));
                    one.getMessage().setBody(form.getBytes(StandardCharsets.US_ASCII));
                })
                .request(Exchange.class);
        if (exchange.getException() != null || !(exchange.getMessage().getBody() instanceof ChannelAnswer answer)) {
            throw new NotAuthorisedException("the token service could not be asked");
        }
        if (answer.fault() == ChannelAnswer.Fault.NOT_ALLOWED) {
            throw new NotAuthorisedException("the token service may not be asked: " + answer.detail());
        }
        if (answer.fault() != null || answer.status() >= 500) {
            // nothing is wrong with our credentials: the call is tried again like any that could not be sent
            throw new UncheckedIOException(new ConnectException("the token service cannot be reached"));
        }
        JsonNode body = answer.body();
        if (answer.status() != 200
                || body == null
                || body.path("access_token").asText("").isEmpty()) {
            throw new NotAuthorisedException("the token service gave no token (" + answer.status() + ")");
        }
        return new Tokens.Token(
                body.get("access_token").asText(),
                asked,
                asked.plus(
                        timeScale.of(Duration.ofSeconds(body.path("expires_in").asLong(3600)))),
                identity(account, recipe));
    }

    /** A digest of the token service's address, of our name there and of the refresh token. */
    @Override
    public String identity(Account account, AuthRecipe.Lwa recipe) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(url(account, recipe).getBytes(StandardCharsets.UTF_8));
            for (String secret : new String[] {recipe.clientId(), recipe.refreshToken()}) {
                digest.update((byte) 0);
                secrets.all(account.secret(secret)).stream().findFirst().ifPresent(digest::update);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The account's own setting, the channel's service, or, for an account on this machine, the same path there. */
    private static String url(Account account, AuthRecipe.Lwa recipe) {
        String own = account.setting("tokenUrl");
        if (!own.isEmpty()) {
            return own;
        }
        return account.baseUrl().startsWith("http:")
                ? account.baseUrl() + URI.create(recipe.url()).getPath()
                : recipe.url();
    }

    private String secret(Account account, String what) {
        var all = secrets.all(account.secret(what));
        if (all.isEmpty()) {
            throw new NotAuthorisedException("secret " + account.secret(what) + " is missing");
        }
        return URLEncoder.encode(new String(all.get(0), StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
