package org.caravanserai.channel.recipe;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** The closed list of ways in which our calls are authorised. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "recipe")
@JsonSubTypes({
    @JsonSubTypes.Type(name = "header", value = AuthRecipe.Header.class),
    @JsonSubTypes.Type(name = "basic", value = AuthRecipe.Basic.class),
    @JsonSubTypes.Type(name = "lwa", value = AuthRecipe.Lwa.class)
})
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
