package org.caravanserai.allocate.life;

import java.util.ArrayList;
import java.util.List;
import org.caravanserai.allocate.life.Goods.Excuse;
import org.caravanserai.allocate.life.Shop.Status;

/** Compares what the hub holds of an order at rest with where its units really are. */
final class Judge {

    private Judge() {}

    static List<String> faults(Life life, HubView hub) {
        List<String> faults = new ArrayList<>(life.releasedWrongly());
        if (!life.atRest()) {
            faults.add("never comes to rest");
        }
        boolean seen = !hub.alarms().isEmpty();
        for (int line = 0; line < life.lines(); line++) {
            line(life, hub, line, seen, faults);
        }
        if (seen && life.goods.excuses.isEmpty() && !tooMany(life)) {
            faults.add("a case nobody needs: " + hub.alarms());
        }
        return faults;
    }

    private static void line(Life life, HubView hub, int line, boolean seen, List<String> faults) {
        Goods goods = life.goods;
        String where = "line " + (line + 1) + ": ";
        goods.taken = hub.taken;
        int owed = Math.max(0, goods.owed(life.shop, line) - goods.untold(line));
        // what staff takes off while the hub was asked to take some off too may be the same units: nobody can tell
        int most = owed + Math.min(goods.untold(line), goods.takenByStaff[line]);
        boolean agrees = owed <= hub.open(line) && hub.open(line) <= most;
        if (!agrees && !(goods.hidden() && seen)) {
            faults.add(where + "the hub means to send " + hub.open(line) + ", owed are " + owed);
        }
        if (hub.booked[line] != goods.ours[line]) {
            faults.add(where + "of our own " + goods.ours[line] + " have left, the hub knows of " + hub.booked[line]);
        }
        if (goods.ours[line] > goods.everOrdered[line]) {
            faults.add(where + "we sent " + goods.ours[line] + " of " + goods.everOrdered[line] + " ordered");
        }
        if (goods.left(line) > goods.everOrdered[line] && !seen && !goods.excuses.contains(Excuse.SILENT_MARK)) {
            faults.add(where + goods.left(line) + " of " + goods.everOrdered[line]
                    + " ordered have left, and there is no case");
        }
        // where refunds do not say what they were for, what was added since may be what left
        boolean told = !goods.excuses.contains(Excuse.BLURRED);
        if (goods.despite[line]
                && told
                && goods.left(line) > goods.wanted(life.shop, line)
                && !seen
                && life.shop.alive()) {
            faults.add(where + "a unit left although it was recalled, and there is no case");
        }
        // a mark says that the rest was sent, and not how much that was
        boolean tooMany = goods.left(line) > goods.wanted(life.shop, line);
        boolean visible = life.shop.status != Status.CANCELLED
                && !goods.hidden()
                && !goods.excuses.contains(Excuse.UNHEARD_MARK)
                && !(tooMany && life.shop.lines.get(line).sent);
        if (visible && hub.elsewhere(line) != goods.byHand[line]) {
            faults.add(where + "others have sent " + goods.byHand[line] + ", the hub believes " + hub.elsewhere(line));
        }
    }

    /** More of a line has left than is wanted: it left before the hub could know. */
    private static boolean tooMany(Life life) {
        for (int line = 0; line < life.lines(); line++) {
            if (life.goods.left(line) > life.goods.wanted(life.shop, line)) {
                return true;
            }
        }
        return false;
    }
}
