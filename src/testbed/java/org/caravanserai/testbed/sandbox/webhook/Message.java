package org.caravanserai.testbed.sandbox.webhook;

import java.util.Map;

/**
 * A webhook ready to go.
 *
 * @param headers everything but what HTTP adds itself; includes Content-Type and the signature
 */
public record Message(Map<String, String> headers, byte[] body) {}
