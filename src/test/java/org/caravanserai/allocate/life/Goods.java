package org.caravanserai.allocate.life;

import java.util.EnumSet;
import java.util.Set;

/** Where every unit really is: what the model itself knows, whatever the shop or the hub believe. Units by line. */
final class Goods {

    /** Why a person may have to look, where otherwise nobody has to. */
    enum Excuse {
        /** A warehouse kept what it was asked to give back, or it left before the answer. */
        KEPT,
        /** A refund does not say whether the units had left, and of the line some had and some had not. */
        BLURRED,
        /** Staff sent a parcel, and the shop does not say what is in it. */
        MUTE_PARCEL,
        /**
         * A parcel of ours left, or was heard of, after staff had marked the rest as sent, or at about that time; or a refund is
         * heard of together with the mark: a mark does not say how much the rest was.
         */
        UNHEARD_MARK,
        /**
         * Staff marked the rest as sent, and a call of ours marked the same before the hub heard of it, or the order was cancelled
         * where that takes the mark's place: nothing ever shows it.
         */
        SILENT_MARK,
        /** A mark is first heard of with units open, and a call of ours may have set it as well as staff who sent them. */
        WHOSE_MARK,
        /** More had left than was wanted, for a while: the case about it is a person's to close. */
        TOO_MANY_ONCE,
        /** The hub was asked to take units off: what it could not, or the shop would not, is a case. */
        ASKED_OFF,
        /** Staff deleted a parcel of ours in the shop. */
        UNNAMED,
        /** The order was cancelled, or must not ship, although some of it had left. */
        STOPPED;

        /** What is owed cannot be told from anything the hub is ever told. */
        boolean hides() {
            return this == KEPT || this == BLURRED || this == MUTE_PARCEL || this == WHOSE_MARK;
        }
    }

    final int[] ours = new int[Shop.LINES];
    final int[] byHand = new int[Shop.LINES];
    final int[] off = new int[Shop.LINES];
    /** Of those off, units that were refunded as sent by staff, and had not been sent after all. */
    final int[] neverLeft = new int[Shop.LINES];

    /** Units that the hub was asked to take off, and said it did; and of these, those that the shop has taken off as well. */
    int[] taken = new int[Shop.LINES];

    /** Units that staff took off, however the shop says it. */
    final int[] takenByStaff = new int[Shop.LINES];

    final int[] takenInShop = new int[Shop.LINES];
    final int[] everOrdered = new int[Shop.LINES];
    /** Lines of which a unit left that its warehouse had been asked for and of which the hub had heard that it is not wanted. */
    final boolean[] despite = new boolean[Shop.LINES];

    final Set<Excuse> excuses = EnumSet.noneOf(Excuse.class);

    int left(int line) {
        return ours[line] + byHand[line];
    }

    /** Units the buyer still has to get. */
    int owed(Shop shop, int line) {
        return shop.alive() ? Math.max(0, shop.lines.get(line).ordered - off[line] - left(line)) : 0;
    }

    /** Of these, units that the hub took off and the shop still expects. */
    int untold(int line) {
        return Math.max(0, taken[line] - takenInShop[line]);
    }

    /** Units that were to leave at all. */
    int wanted(Shop shop, int line) {
        return shop.alive() ? shop.lines.get(line).ordered - off[line] : 0;
    }

    boolean hidden() {
        return excuses.stream().anyMatch(Excuse::hides);
    }
}
