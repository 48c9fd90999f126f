/** The doors beside the webhooks: messages and files, read with suspicion and stored as events like everything else. */
package org.caravanserai.intake.message;
