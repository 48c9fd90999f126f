/** {@code outbox:} as a Camel component: routes consume what is due, one exchange per call. */
package org.caravanserai.outbox.camel;
