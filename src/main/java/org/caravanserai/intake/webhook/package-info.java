/** The steps of the webhook routes: bounded raw body, allow-listed headers, account, signature, classification, storage, answer. */
package org.caravanserai.intake.webhook;
