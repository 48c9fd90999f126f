package org.caravanserai.order.due;

/**
 * Units that a channel says were taken off without saying whether they had left. More than had left were at home, more than
 * were at home had left; those known to have been at home when they were first heard of stay so; of the others nobody can tell.
 *
 * @param home taken off before they left
 * @param away taken off after they had left
 * @param open of which nobody can tell
 */
public record UnclearUnits(int home, int away, int open) {

    public static final UnclearUnits NONE = new UnclearUnits(0, 0, 0);

    /**
     * @param wanted units ordered and not taken off otherwise
     * @param unclear units of which the channel does not say it
     * @param known of these, units that are known to have been at home
     * @param left units of the line that have left, whoever sent them
     */
    public static UnclearUnits of(int wanted, int unclear, int known, int left) {
        int before = Math.min(unclear, known);
        int rest = unclear - before;
        int atHome = Math.max(0, wanted - before - left);
        int home = Math.max(0, rest - left);
        int away = Math.min(rest - home, Math.max(0, rest - atHome));
        return new UnclearUnits(before + home, away, rest - home - away);
    }
}
