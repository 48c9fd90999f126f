package org.caravanserai.channel.recipe;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** The closed list of ways in which a channel proves that an event is its own. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "recipe")
@JsonSubTypes(@JsonSubTypes.Type(name = "hmac-sha256", value = SignatureRecipe.HmacSha256.class))
public sealed interface SignatureRecipe {

    /**
     * HMAC-SHA256 over the raw body.
     *
     * @param header where the signature stands
     * @param encoding base64 or hex
     * @param prefix what stands before it in the header, such as {@code sha256=}; may be empty
     * @param secret the account's secret that keys it, see {@code Account.secret}
     */
    record HmacSha256(String header, Encoding encoding, String prefix, String secret) implements SignatureRecipe {}

    /** How the signature is written. */
    enum Encoding {
        BASE64,
        HEX
    }
}
