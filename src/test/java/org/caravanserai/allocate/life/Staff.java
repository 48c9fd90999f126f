package org.caravanserai.allocate.life;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.caravanserai.allocate.life.Dialect.Counts;
import org.caravanserai.allocate.life.Goods.Excuse;
import org.caravanserai.allocate.life.Shop.Line;
import org.caravanserai.allocate.life.Shop.Parcel;
import org.caravanserai.allocate.life.Shop.Status;

/** What buyers and the shop's staff do to an order, in the shop and with the goods. */
final class Staff {

    private static final String[] SHELVES = {"MUG", "CUP", "NIL"};

    private final Shop shop;
    private final Goods goods;
    private final List<Parcel> deleted = new ArrayList<>();
    /** Units by line that staff sent and said so by a mark. */
    private final int[] marked = new int[Shop.LINES];

    private final int[] unmarked = new int[Shop.LINES];
    private final int[] heardUnclear = new int[Shop.LINES];
    /** Lines that were marked as sent when the hub last heard of them. */
    private final boolean[] heardMark = new boolean[Shop.LINES];

    private boolean markIsOurs;
    /** A call of the hub has marked something as sent, or found it marked. */
    private boolean called;

    private int numbers;

    Staff(Shop shop, Goods goods) {
        this.shop = shop;
        this.goods = goods;
    }

    void addLine(String orderId, int shelf, int units) {
        int index = shop.lines.size();
        shop.lines.add(new Line(orderId + "0" + (index + 1), SHELVES[index == 0 ? shelf : index % 2], units));
        goods.everOrdered[index] = units;
    }

    /** @return whether the shop now says something else */
    boolean act(Step step, Instant now) {
        int line = step.a() % shop.lines.size();
        return switch (step.kind()) {
            case PAY -> become(Status.PENDING, Status.OPEN);
            case HOLD ->
                shop.dialect != Dialect.AMAZON
                        && !(shop.dialect == Dialect.WOOCOMMERCE && shop.sentAll())
                        && become(Status.OPEN, Status.PENDING);
            case CANCEL, DELETE -> cancel();
            case REVIVE -> shop.dialect.revives() && become(Status.CANCELLED, Status.OPEN);
            case MORE -> more(line, 1 + step.b() % 2, step.b());
            case LESS -> less(line, 1 + step.b() % 3);
            case REFUND -> refund(line, 1 + step.b() % 2, step.b());
            case HAND -> hand(line, step);
            case UNDO -> undo(step);
            case REDO -> redo(step);
            case UNDO_OURS -> undoOurs(step);
            default -> throw new IllegalArgumentException("staff does not " + step.kind());
        };
    }

    private boolean become(Status from, Status to) {
        boolean changes = shop.status == from;
        shop.status = changes ? to : shop.status;
        return changes;
    }

    private boolean cancel() {
        if (!shop.alive()) {
            return false;
        }
        shop.status = Status.CANCELLED;
        for (int line = 0; line < shop.lines.size(); line++) {
            // whoever cancels all of it cancels what the hub took off as well
            goods.takenInShop[line] += goods.untold(line);
        }
        if (shop.dialect == Dialect.WOOCOMMERCE
                && IntStream.range(0, Shop.LINES).anyMatch(line -> marked[line] > 0 && !heardMark[line])) {
            // it has one status: the word that said so is gone
            goods.excuses.add(Excuse.SILENT_MARK);
        }
        if (IntStream.range(0, Shop.LINES).anyMatch(line -> goods.ours[line] > 0)) {
            goods.excuses.add(Excuse.STOPPED);
        }
        return true;
    }

    private boolean more(int line, int units, int how) {
        boolean sentByMark = IntStream.of(marked).sum() > 0;
        if (!shop.alive() || !shop.dialect.grows() || sentByMark) {
            return false;
        }
        shop.lines.get(line).ordered += units;
        goods.everOrdered[line] = Math.max(goods.everOrdered[line], shop.lines.get(line).ordered);
        if (shop.dialect.counts() == Counts.LINE) {
            shop.lines.get(line).sent = false;
        } else if (!markIsOurs || how % 2 == 0) {
            shop.lines.forEach(one -> one.sent = false);
        }
        return true;
    }

    private boolean less(int line, int most) {
        Line one = shop.lines.get(line);
        if (!shop.alive() || one.sent) {
            return false;
        }
        if (shop.dialect.blurred()) {
            int units = Math.min(most, one.ordered - one.unclear - 1);
            one.ordered -= Math.max(0, units);
            goods.takenByStaff[line] += Math.max(0, units);
            return units > 0;
        }
        int units = Math.min(most, shop.unsent(line));
        one.off += units;
        if (shop.dialect == Dialect.AMAZON) {
            // nobody but a person can do there what the hub was asked for
            goods.takenInShop[line] += Math.min(units, goods.untold(line));
        }
        goods.off[line] += units;
        goods.takenByStaff[line] += units;
        return units > 0;
    }

    private boolean refund(int line, int most, int how) {
        Line one = shop.lines.get(line);
        if (!shop.alive()) {
            return false;
        }
        if (shop.dialect.blurred()) {
            return refundBlurred(line, one, most, how);
        }
        int sent = Math.max(0, shop.sent(line) - one.back);
        if (how % 2 == 0 && sent > 0 && shop.dialect != Dialect.AMAZON) {
            one.back += Math.min(most, sent);
            return true;
        }
        return less(line, most);
    }

    /** The shop only says that units were refunded. Whether they had left only staff knows. */
    private boolean refundBlurred(int line, Line one, int most, int how) {
        int back = Math.max(0, goods.left(line) - (one.unclear - goods.off[line]));
        int home = Math.max(0, one.ordered - goods.off[line] - goods.left(line));
        boolean had = back > 0 && (how % 2 == 0 || home == 0);
        int units = Math.min(most, had ? back : home);
        if (units <= 0 || one.sent && !had) {
            return false;
        }
        one.unclear += units;
        goods.off[line] += had ? 0 : units;
        goods.takenByStaff[line] += had ? 0 : units;
        return true;
    }

    private boolean hand(int line, Step step) {
        if (shop.status != Status.OPEN) {
            return false;
        }
        return shop.dialect.counts() == Counts.UNITS || shop.dialect.listing() && step.b() % 3 > 0
                ? parcel(line, step)
                : mark(line);
    }

    private boolean parcel(int line, Step step) {
        int[] units = new int[Shop.LINES];
        units[line] = Math.min(1 + step.b() % 3, shop.unsent(line));
        if (step.b() > 8) {
            IntStream.range(0, shop.lines.size()).forEach(one -> units[one] = shop.unsent(one));
        }
        if (IntStream.of(units).sum() == 0) {
            return false;
        }
        boolean mute = shop.dialect.mute() && step.b() % 4 == 1;
        if (mute) {
            goods.excuses.add(Excuse.MUTE_PARCEL);
        }
        send(shop.add("HAND" + ++numbers, units, mute, true), 1);
        return true;
    }

    private void send(Parcel parcel, int sign) {
        IntStream.range(0, Shop.LINES).forEach(line -> goods.byHand[line] += sign * parcel.units()[line]);
        IntStream.range(0, shop.lines.size()).forEach(this::neverLeft);
    }

    /** What was refunded after it had been sent, and was not sent after all, is not to be sent any more. */
    private void neverLeft(int line) {
        Line one = shop.lines.get(line);
        int came = shop.dialect.blurred() ? one.unclear - goods.off[line] : one.back;
        int units = Math.max(0, came - goods.left(line));
        goods.off[line] += units;
        goods.takenByStaff[line] += units;
        goods.neverLeft[line] += units;
        if (!shop.dialect.blurred()) {
            one.back -= units;
            one.off += units;
        }
    }

    /** Staff sends what is still there of the line, or of the order, and marks it: of what has left they know. */
    private boolean mark(int line) {
        if (markIsOurs) {
            return false;
        }
        boolean changed = false;
        for (int i = 0; i < shop.lines.size(); i++) {
            if ((shop.dialect.counts() == Counts.ORDER || i == line) && !shop.lines.get(i).sent) {
                if (heardMark[i]) {
                    // nobody has told the hub that the mark was away
                    goods.excuses.add(Excuse.UNHEARD_MARK);
                }
                marked[i] = goods.owed(shop, i);
                goods.byHand[i] += marked[i];
                shop.lines.get(i).sent = true;
                changed = true;
            }
        }
        return changed;
    }

    private boolean undo(Step step) {
        List<Parcel> byHand = shop.parcels.stream().filter(Parcel::byHand).toList();
        boolean covered = !markIsOurs && shop.lines.stream().anyMatch(line -> line.sent);
        if (!byHand.isEmpty() && !covered) {
            Parcel parcel = byHand.get(step.a() % byHand.size());
            shop.parcels.remove(parcel);
            deleted.add(parcel);
            send(parcel, -1);
            return true;
        }
        if (!covered || shop.status != Status.OPEN) {
            return false;
        }
        for (int i = 0; i < shop.lines.size(); i++) {
            if (shop.lines.get(i).sent) {
                goods.byHand[i] -= marked[i];
                unmarked[i] = marked[i];
                marked[i] = 0;
                shop.lines.get(i).sent = false;
                neverLeft(i);
            }
        }
        return true;
    }

    /** Under another id, as shops do. */
    private boolean redo(Step step) {
        if (!deleted.isEmpty() && shop.alive()) {
            Parcel parcel = deleted.remove(step.a() % deleted.size());
            if (shop.fits(parcel.units())) {
                send(shop.add(parcel.tracking(), parcel.units(), parcel.mute(), true), 1);
                return true;
            }
        }
        return IntStream.of(unmarked).sum() > 0 && shop.status == Status.OPEN && mark(step.a() % shop.lines.size());
    }

    private boolean undoOurs(Step step) {
        List<Parcel> ours = shop.parcels.stream().filter(one -> !one.byHand()).toList();
        if (!shop.dialect.listing() || ours.isEmpty()) {
            return false;
        }
        shop.parcels.remove(ours.get(step.a() % ours.size()));
        goods.excuses.add(Excuse.UNNAMED);
        return true;
    }

    /** A call of the hub that takes units off: all of them, or it is refused. @return whether the shop has done it */
    boolean takeOff(HubView.Call call) {
        boolean untouched = shop.lines.stream().noneMatch(line -> line.sent) && shop.parcels.isEmpty();
        boolean fits = call.whole()
                ? untouched
                : IntStream.range(0, shop.lines.size())
                        .noneMatch(line -> call.units()[line] > 0
                                && (shop.lines.get(line).sent
                                        || call.units()[line] > shop.unsent(line) - shop.lines.get(line).unclear));
        for (int i = 0; i < shop.lines.size() && fits; i++) {
            goods.takenInShop[i] += call.units()[i];
            if (call.whole()) {
                shop.status = Status.CANCELLED;
                continue;
            }
            goods.off[i] += call.units()[i];
            if (shop.dialect.blurred()) {
                shop.lines.get(i).unclear += call.units()[i];
            } else {
                shop.lines.get(i).off += call.units()[i];
            }
        }
        return fits;
    }

    /** A call of the hub has reached the shop. */
    void calledFor(HubView.Call call) {
        if (shop.dialect.counts() == Counts.UNITS || !call.complete()) {
            return;
        }
        called = true;
        for (int i = 0; i < shop.lines.size(); i++) {
            if (shop.dialect.counts() == Counts.ORDER || call.units()[i] > 0) {
                if (marked[i] > 0 && !heardMark[i]) {
                    goods.excuses.add(Excuse.SILENT_MARK);
                }
                markIsOurs |= !shop.lines.get(i).sent;
                shop.lines.get(i).sent = true;
            }
        }
    }

    /** The hub is told this. Where more is refunded than it was told before and some has left, nobody can tell which. */
    void heard(Shop said) {
        for (int i = 0; i < said.lines.size(); i++) {
            Line line = said.lines.get(i);
            if (line.unclear > heardUnclear[i]) {
                heardUnclear[i] = line.unclear;
                if (goods.left(i) > 0) {
                    goods.excuses.add(Excuse.BLURRED);
                }
                if (line.sent) {
                    goods.excuses.add(Excuse.UNHEARD_MARK);
                }
            }
        }
    }

    void heardUnmarked(int line) {
        heardMark[line] = false;
    }

    /** The hub hears of a mark, and the last it heard was that there was none, before this time. */
    void heardMark(Shop said, int line, Instant unmarked, Instant left) {
        heardMark[line] = true;
        if (left.isAfter(unmarked)) {
            goods.excuses.add(Excuse.UNHEARD_MARK);
        }
        if (called && said.lines.get(line).ordered - said.lines.get(line).off > goods.ours[line]) {
            goods.excuses.add(Excuse.WHOSE_MARK);
        }
    }
}
