/** What {@code transformers/<channel>/channel.yaml} may say, as records, and the strict reader of those files. */
package org.caravanserai.channel.recipe;
