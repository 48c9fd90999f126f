package org.caravanserai.channel.recipe;

/** The closed list of ways in which our calls are authorised. */
public sealed interface AuthRecipe {

    /** A secret in a header. */
    record Header(String header, String secret) implements AuthRecipe {}

    /** HTTP Basic: both halves are secrets. */
    record Basic(String user, String password) implements AuthRecipe {}

    /**
     * Login with Amazon: a refresh token buys an access token for an hour.
     *
     * @param header where the access token goes
     * @param url where tokens are bought; the account's setting {@code tokenUrl} replaces it
     */
    record Lwa(String header, String url, String clientId, String clientSecret, String refreshToken)
            implements AuthRecipe {}
}
