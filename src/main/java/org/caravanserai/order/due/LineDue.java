package org.caravanserai.order.due;

/**
 * How many units of a line are still to be sent by us. Where a call of ours may or may not be counted by the statement there
 * are two readings; otherwise they are the same.
 *
 * @param low when everything in doubt is not counted yet
 * @param high when everything in doubt is counted already
 */
public record LineDue(int low, int high) {

    /** @throws IllegalArgumentException when low is above high */
    public LineDue {
        if (low > high) {
            throw new IllegalArgumentException("low " + low + " is above high " + high);
        }
    }

    public boolean inDoubt() {
        return low != high;
    }

    /**
     * What is to become of the units that open groups hold.
     *
     * @param held units of the line that open groups hold now
     */
    public DueStep stepFrom(int held) {
        int least = Math.max(0, low);
        int most = Math.max(0, high);
        if (least == held || most == held) {
            return DueStep.NOTHING;
        }
        if (most < held) {
            return new DueStep(most - held, false);
        }
        return least == most ? new DueStep(most - held, false) : DueStep.WAIT;
    }

    /**
     * A change of the units that open groups hold.
     *
     * @param units more (above zero) or fewer
     * @param waits nothing of the line may be released before the doubt has ended
     */
    public record DueStep(int units, boolean waits) {

        static final DueStep NOTHING = new DueStep(0, false);
        static final DueStep WAIT = new DueStep(0, true);
    }
}
