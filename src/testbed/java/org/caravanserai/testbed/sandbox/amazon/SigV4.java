package org.caravanserai.testbed.sandbox.amazon;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.caravanserai.testbed.sandbox.base.Digests;
import org.caravanserai.testbed.sandbox.http.Call;
import org.caravanserai.testbed.sandbox.webhook.Signing;

/**
 * Checks the AWS Signature Version 4 of a call to the queue, own code against the published algorithm. Query strings are not
 * used in the JSON protocol and are taken as empty.
 */
final class SigV4 {

    private static final Pattern HEADER =
            Pattern.compile("AWS4-HMAC-SHA256 Credential=([^/]+)/(\\d{8})/([^/]+)/([^/]+)/aws4_request, ?"
                    + "SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})");

    /** What is wrong with the signature; FINE when nothing is. */
    enum Verdict {
        FINE,
        MISSING,
        UNKNOWN_KEY,
        MISMATCH
    }

    private SigV4() {}

    /**
     * @param path   the whole path as it was requested
     * @param key    access key id expected
     * @param secret its secret
     */
    static Verdict check(Call call, String path, String key, String secret) {
        String header = call.header("authorization");
        Matcher parts = header == null ? null : HEADER.matcher(header);
        if (parts == null || !parts.matches()) {
            return Verdict.MISSING;
        }
        if (!parts.group(1).equals(key)) {
            return Verdict.UNKNOWN_KEY;
        }
        String signed = signature(call, path, parts, secret);
        return signed.equals(parts.group(6)) ? Verdict.FINE : Verdict.MISMATCH;
    }

    private static String signature(Call call, String path, Matcher parts, String secret) {
        StringBuilder canonical =
                new StringBuilder(call.method()).append('\n').append(path).append("\n\n");
        for (String name : parts.group(5).split(";")) {
            String value = call.header(name);
            canonical
                    .append(name)
                    .append(':')
                    .append(value == null ? "" : value.trim().replaceAll(" +", " "))
                    .append('\n');
        }
        canonical.append('\n').append(parts.group(5)).append('\n').append(Digests.sha256(call.body()));
        String scope = parts.group(2) + "/" + parts.group(3) + "/" + parts.group(4) + "/aws4_request";
        String toSign = "AWS4-HMAC-SHA256\n" + call.header("x-amz-date") + "\n" + scope + "\n"
                + Digests.sha256(canonical.toString().getBytes(StandardCharsets.UTF_8));
        byte[] day = hmac(("AWS4" + secret).getBytes(StandardCharsets.UTF_8), parts.group(2));
        byte[] signing = hmac(hmac(hmac(day, parts.group(3)), parts.group(4)), "aws4_request");
        return HexFormat.of().formatHex(hmac(signing, toSign));
    }

    private static byte[] hmac(byte[] key, String text) {
        return Signing.hmacSha256(key, text.getBytes(StandardCharsets.UTF_8));
    }
}
