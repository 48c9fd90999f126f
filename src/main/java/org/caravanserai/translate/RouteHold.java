package org.caravanserai.translate;

import java.time.Duration;
import org.caravanserai.order.HoldStep;

/**
 * A route's wish that an order does not go on.
 *
 * @param cause code of hold and case, {@code route.over_500}
 * @param blocks what must not happen
 * @param words one sentence for people, without personal data
 * @param releaseAfter when it ends by itself; null when it does not
 * @param step route and step that wish it
 */
public record RouteHold(String cause, HoldStep blocks, String words, Duration releaseAfter, String step) {}
