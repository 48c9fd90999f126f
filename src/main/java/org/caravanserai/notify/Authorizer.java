package org.caravanserai.notify;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.caravanserai.base.SecretSource;
import org.caravanserai.channel.account.Account;
import org.caravanserai.channel.recipe.AuthRecipe;

/** Makes the headers that authorise a call; the secrets themselves go nowhere else. */
public final class Authorizer {

    private final SecretSource secrets;
    private final Tokens tokens;

    public Authorizer(SecretSource secrets, Tokens tokens) {
        this.secrets = secrets;
        this.tokens = tokens;
    }

    /** @throws NotAuthorisedException when there is nothing to authorise it with */
    Map<String, String> headers(Account account, AuthRecipe recipe) {
        if (recipe instanceof AuthRecipe.Header header) {
            return Map.of(header.header(), secret(account, header.secret()));
        }
        if (recipe instanceof AuthRecipe.Basic basic) {
            String pair = secret(account, basic.user()) + ":" + secret(account, basic.password());
            return Map.of(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
        }
        if (recipe instanceof AuthRecipe.Lwa lwa) {
            return Map.of(lwa.header(), tokens.access(account, lwa));
        }
        return Map.of();
    }

    /** The channel refused the credentials: a token that is not brand new is not used again. */
    void refused(Account account, AuthRecipe recipe) {
        if (recipe instanceof AuthRecipe.Lwa) {
            tokens.refused(account);
        }
    }

    /** The newest secret of this name. @throws NotAuthorisedException when there is none */
    String secret(Account account, String what) {
        List<byte[]> all = secrets.all(account.secret(what));
        if (all.isEmpty()) {
            throw new NotAuthorisedException("secret " + account.secret(what) + " is missing");
        }
        return new String(all.get(0), StandardCharsets.UTF_8);
    }
}
