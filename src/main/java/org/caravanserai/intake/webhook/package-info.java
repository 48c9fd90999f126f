/** The steps of the webhook routes: bounded raw body, allow-listed headers, account, signature, observation, storage, answer. */
package org.caravanserai.intake.webhook;
