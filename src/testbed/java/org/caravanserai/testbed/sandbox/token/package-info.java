/**
 * Access tokens that are given out, expire and are renewed, as OAuth 2.0 has it. Violations: {@code wrong-auth},
 * {@code expired-token} (used more than a minute after its end), {@code token-storm} (too many tokens alive at once).
 */
package org.caravanserai.testbed.sandbox.token;
