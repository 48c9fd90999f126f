package org.caravanserai.testbed.sandbox.amazon;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.caravanserai.testbed.sandbox.base.SandboxJson;
import org.caravanserai.testbed.sandbox.channel.World;
import org.caravanserai.testbed.sandbox.http.Answer;
import org.caravanserai.testbed.sandbox.http.Call;
import org.caravanserai.testbed.sandbox.state.Shop;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The token endpoint of Login with Amazon: a form goes in, JSON comes out. */
final class LwaEndpoint {

    /** Good tokens at one time that no sensible number of hubs, restarts included, asks for. */
    private static final int TOO_MANY = 20;

    private final World world;

    LwaEndpoint(World world) {
        this.world = world;
    }

    Answer answer(AmazonShop account, Call call) {
        Shop shop = account.shop();
        Map<String, String> form = form(call);
        LwaTokens.Grant grant = account.tokens().grant(form, shop.secrets);
        ObjectNode body = SandboxJson.object();
        if (!grant.error().isEmpty()) {
            if (!grant.error().equals("unsupported_grant_type")) {
                world.violations().add(shop, "", "wrong-auth", "a token was asked for with a wrong " + (grant.error().equals("invalid_client")
                        ? "client id or secret" : "refresh token"));
            }
            return Answer.json(grant.status(), body.put("error", grant.error()).put("error_description", grant.description()))
                    .as(grant.error());
        }
        world.journal().put("lwa", shop.key() + "/" + grant.accessToken(), account.tokens().expiry(grant.accessToken()).toString());
        if (account.tokens().good() == TOO_MANY) {
            world.violations().add(shop, "", "token-storm", TOO_MANY + " access tokens are alive at once; a token is good for an hour, keep it");
        }
        return Answer.json(200, body.put("access_token", grant.accessToken()).put("token_type", "bearer")
                .put("expires_in", LwaTokens.LIFE.toSeconds()).put("refresh_token", form.get("refresh_token")));
    }

    private static Map<String, String> form(Call call) {
        Map<String, String> form = new HashMap<>();
        String type = call.header("content-type");
        if (type != null && type.startsWith("application/x-www-form-urlencoded")) {
            for (String pair : new String(call.body(), StandardCharsets.UTF_8).split("&")) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    form.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
                }
            }
        }
        return form;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
