/** Webhooks as channels send them: signed, retried on the channel's own schedule, doubled, lost and shuffled on demand. */
package org.caravanserai.testbed.sandbox.webhook;
