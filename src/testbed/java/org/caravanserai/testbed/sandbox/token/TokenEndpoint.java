package org.caravanserai.testbed.sandbox.token;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.caravanserai.testbed.sandbox.base.SandboxJson;
import org.caravanserai.testbed.sandbox.http.Answer;
import org.caravanserai.testbed.sandbox.http.Call;
import org.caravanserai.testbed.sandbox.rest.Credentials;
import org.caravanserai.testbed.sandbox.state.Shop;
import org.caravanserai.testbed.sandbox.state.Violations;

/**
 * An OAuth 2.0 token endpoint (RFC 6749 section 6): a form with client and refresh token goes in, JSON with an access token
 * comes out. The shop's secrets are {@code client-id}, {@code client-secret} and {@code refresh-token}.
 */
public final class TokenEndpoint {

    /** Good tokens at one time that no sensible number of hubs, restarts included, asks for. */
    private static final int TOO_MANY = 20;

    private final Violations violations;

    public TokenEndpoint(Violations violations) {
        this.violations = violations;
    }

    public Answer answer(Shop shop, AccessTokens tokens, Call call) {
        Map<String, String> form = Credentials.form(call);
        if (!"refresh_token".equals(form.get("grant_type"))) {
            return refuse(400, "unsupported_grant_type", "Only grant_type=refresh_token gives tokens for a seller");
        }
        if (!shop.secret("client-id").equals(form.get("client_id"))
                || !shop.secret("client-secret").equals(form.get("client_secret"))) {
            violations.add(shop, "", "wrong-auth", "a token was asked for with a wrong client id or secret");
            return refuse(401, "invalid_client", "Client authentication failed");
        }
        if (!shop.secret("refresh-token").equals(form.get("refresh_token"))) {
            violations.add(shop, "", "wrong-auth", "a token was asked for with a wrong refresh token");
            return refuse(400, "invalid_grant", "The request has an invalid grant parameter : refresh_token");
        }
        String token = tokens.issue();
        if (tokens.good() == TOO_MANY) {
            violations.add(
                    shop,
                    "",
                    "token-storm",
                    TOO_MANY + " access tokens are alive at once; a token is good for "
                            + tokens.life().toMinutes() + " minutes, keep it");
        }
        return Answer.json(
                200,
                SandboxJson.object()
                        .put("access_token", token)
                        .put("token_type", "bearer")
                        .put("expires_in", tokens.life().toSeconds())
                        .put("refresh_token", form.get("refresh_token")));
    }

    private static Answer refuse(int status, String error, String description) {
        ObjectNode body = SandboxJson.object().put("error", error).put("error_description", description);
        return Answer.json(status, body).as(error);
    }
}
