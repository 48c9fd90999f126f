package org.caravanserai.allocate.life;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.caravanserai.allocate.life.Dialect.Counts;
import org.caravanserai.allocate.life.Goods.Excuse;
import org.caravanserai.allocate.life.HubView.Group;
import org.caravanserai.allocate.life.Shop.Line;
import org.caravanserai.allocate.life.Shop.Status;

/** One story while it is played: the shop, the goods, the warehouse, and what is on its way between them. */
final class Life {

    /** Waves at the end in which nothing may happen any more. */
    static final int STILL = 3;

    /** A statement of the shop on its way. @param polled the hub asked for it */
    record Letter(Shop said, boolean polled, Long fetchedFor, Instant askedAt, int due) {}

    /**
     * A call that has reached the shop.
     *
     * @param accepted what the shop said
     * @param channelId its id of the parcel, may be empty
     * @param lost nobody hears of it: the call is made again
     */
    record Made(HubView.Call call, boolean accepted, String channelId, boolean lost) {

        Made unheard() {
            return new Made(call, accepted, "", true);
        }

        String word() {
            return lost ? "unknown" : accepted ? "accepted" : "refused";
        }
    }

    final Story story;
    final String orderId;
    final Shop shop;
    final Goods goods = new Goods();
    final Depot depot;
    final List<Letter> letters = new ArrayList<>();
    final List<Made> made = new ArrayList<>();
    /** Calls that the shop has carried out: it would be found out before they are made again. */
    private final Set<Long> done = new HashSet<>();

    private final Staff staff;
    private Instant told = Instant.EPOCH;
    private int wave;
    private int still;
    private int answers;
    /** The hub's messages to warehouses get through in this wave. */
    boolean releases;
    /** Units that the hub is asked to take off in this wave; null when none are. */
    Step take;

    /** By line: when the newest parcel of ours left, and the newest version heard in which the line was not marked as sent. */
    private final Instant[] lastLeft = new Instant[Shop.LINES];

    private final Instant[] unmarked = new Instant[Shop.LINES];
    private final ReleaseWatch watch = new ReleaseWatch(goods);

    Life(Story story, String orderId, Instant now) {
        this.story = story;
        this.orderId = orderId;
        this.shop = new Shop(story.dialect(), story.paid() ? Status.OPEN : Status.PENDING, now);
        this.depot = new Depot(orderId);
        this.staff = new Staff(shop, goods);
        Arrays.fill(lastLeft, Instant.MIN);
        Arrays.fill(unmarked, Instant.MIN);
        for (int units : story.bought()) {
            staff.addLine(orderId, story.shelves(), units);
        }
        post(0, now);
    }

    /** The next step, or one towards rest. */
    void go(HubView hub, Instant now) {
        releases = false;
        take = null;
        goods.taken = hub.taken;
        watch.look(wave, now, hub);
        boolean busy = fetch(hub, now);
        if (wave < story.steps().size()) {
            step(story.steps().get(wave), hub, now);
            busy = true;
        } else {
            busy |= settle(hub, now);
        }
        if (shop.status == Status.PENDING && !depot.quiet()) {
            goods.excuses.add(Excuse.STOPPED);
        }
        if (IntStream.range(0, lines()).anyMatch(line -> goods.left(line) > goods.wanted(shop, line))) {
            goods.excuses.add(Excuse.TOO_MANY_ONCE);
        }
        wave++;
        still = busy || !letters.isEmpty() || !depot.quiet() || !made.isEmpty() ? 0 : still + 1;
    }

    /** All steps of the story are taken. */
    boolean settling() {
        return wave >= story.steps().size();
    }

    boolean atRest() {
        return still >= STILL;
    }

    private void step(Step step, HubView hub, Instant now) {
        boolean stated = switch (step.kind()) {
            case RELEASE -> {
                releases = true;
                yield false;
            }
            case SHIP -> {
                ship(step, hub, now);
                yield false;
            }
            case ANSWER -> {
                List<Group> asked = depot.unanswered(hub);
                if (!asked.isEmpty()) {
                    answer(asked.get(step.a() % asked.size()), step.b() % 3 > 0, Math.max(0, step.delay()));
                }
                yield false;
            }
            case CALL -> call(hub);
            case OUTCOME, NOTHING -> false;
            case TAKE -> {
                take = hub.orderId > 0 && shop.alive() ? step : null;
                if (take != null) {
                    goods.excuses.add(Excuse.ASKED_OFF);
                }
                yield false;
            }
            case LOSE_ANSWER -> {
                made.replaceAll(Made::unheard);
                yield false;
            }
            case POLL -> {
                letters.add(new Letter(said(), true, null, now, wave + Math.max(0, step.delay())));
                yield false;
            }
            case THIRD_TELLS -> thirdTells(step);
            default -> {
                boolean marked = shop.sentAll();
                boolean acted = staff.act(step, now);
                if (!depot.quiet() && !marked && shop.lines.stream().anyMatch(line -> line.sent)) {
                    goods.excuses.add(Excuse.UNHEARD_MARK);
                }
                yield acted;
            }
        };
        if (stated) {
            shop.version = now;
            post(step.delay(), now);
        }
        releaseOutcome(step);
    }

    /** Set when the hub is to hear of the oldest call in this wave. */
    private boolean hears;

    private void releaseOutcome(Step step) {
        hears = step.kind() == Step.Kind.OUTCOME || step.kind() == Step.Kind.LOSE_ANSWER;
    }

    private void post(int delay, Instant now) {
        if (delay != Step.LOST) {
            letters.add(new Letter(said(), false, null, now, wave + delay));
        }
    }

    private void ship(Step step, HubView hub, Instant now) {
        List<Group> groups = depot.sendable(hub);
        if (groups.isEmpty()) {
            return;
        }
        Group group = groups.get(step.a() % groups.size());
        boolean keeps = depot.keeps(group);
        if (keeps) {
            goods.excuses.add(Excuse.KEPT);
        }
        Depot.Parcel parcel = depot.ship(hub, group, step.b() % 4, now, wave + Math.max(0, step.delay()));
        IntStream.range(0, Shop.LINES).forEach(line -> goods.ours[line] += parcel.units()[line]);
        IntStream.range(0, lines()).filter(line -> parcel.units()[line] > 0).forEach(line -> lastLeft[line] = now);
        IntStream.range(0, lines())
                .filter(line ->
                        keeps && heardAll() && parcel.units()[line] > 0 && goods.left(line) > goods.wanted(shop, line))
                .forEach(line -> goods.despite[line] = true);
        if (IntStream.range(0, lines()).anyMatch(line -> parcel.units()[line] > 0 && shop.lines.get(line).sent)) {
            goods.excuses.add(Excuse.UNHEARD_MARK);
        }
        if (shop.status != Status.OPEN) {
            goods.excuses.add(Excuse.STOPPED);
        }
    }

    /** Nothing that the shop has said is still on its way or lost. */
    private boolean heardAll() {
        return !told.isBefore(shop.version);
    }

    private void answer(Group group, boolean willing, int delay) {
        if (!depot.answer(group, willing, wave + delay)) {
            goods.excuses.add(Excuse.KEPT);
        }
    }

    private boolean thirdTells(Step step) {
        if (shop.dialect.counts() != Counts.UNITS && !shop.dialect.listing()
                || !shop.dialect.listing()
                || !shop.alive()) {
            return false;
        }
        List<Depot.Parcel> untold = depot.parcels.stream()
                .filter(parcel -> !shop.has(parcel.tracking()) && shop.fits(parcel.units()))
                .toList();
        if (untold.isEmpty()) {
            return false;
        }
        Depot.Parcel parcel = untold.get(step.a() % untold.size());
        String written =
                step.b() % 2 == 0 ? parcel.tracking() : parcel.tracking().toLowerCase() + " ";
        shop.add(written, parcel.units(), false, false);
        return true;
    }

    /** The oldest call that waits reaches the shop. @return whether the shop changed */
    private boolean call(HubView hub) {
        if (!made.isEmpty() || hub.calls.isEmpty()) {
            return false;
        }
        HubView.Call call = hub.calls.get(0);
        boolean accepted;
        boolean changed = false;
        if (call.cancels()) {
            accepted = done.contains(call.id()) || !shop.alive();
            changed = !accepted && staff.takeOff(call);
            accepted |= changed;
        } else if (shop.has(call.tracking()) || done.contains(call.id())) {
            accepted = true;
        } else if (!shop.alive() || shop.dialect.counts() == Counts.UNITS && !shop.fits(call.units())) {
            accepted = false;
        } else {
            accepted = true;
            changed = true;
            if (shop.dialect.listing() || shop.dialect.counts() == Counts.UNITS) {
                shop.add(call.tracking(), call.units(), false, false);
            }
            staff.calledFor(call);
        }
        if (accepted) {
            done.add(call.id());
        }
        String channelId = accepted && !call.cancels() && shop.dialect.listing() ? shop.idOf(call.tracking()) : "";
        made.add(new Made(call, accepted, channelId, false));
        return changed;
    }

    /** What the hub asks for is answered at once, with what is true now. */
    private boolean fetch(HubView hub, Instant now) {
        hub.fetches.forEach(id -> letters.add(new Letter(said(), true, id, now, wave)));
        return !hub.fetches.isEmpty();
    }

    /** Nothing new happens: what is on its way arrives, what is open is answered, and the newest statement gets through. */
    private boolean settle(HubView hub, Instant now) {
        boolean busy = false;
        releases = story.releases();
        hears = true;
        for (Group group : depot.unanswered(hub)) {
            answer(group, (story.grants() >> (answers++ % 4) & 1) == 1, 0);
            busy = true;
        }
        if (!hub.calls.isEmpty()) {
            busy = true;
            if (call(hub)) {
                shop.version = now;
            }
        }
        boolean underway = letters.stream().anyMatch(letter -> !letter.said.version.isBefore(shop.version));
        if (told.isBefore(shop.version) && !underway) {
            letters.add(new Letter(said(), story.grants() % 2 == 0, null, now, wave + story.grants() % 3));
            busy = true;
        }
        return busy;
    }

    /** Statements that arrive in this wave. */
    List<Letter> arrived(Instant now) {
        List<Letter> due = letters.stream().filter(letter -> letter.due < wave).toList();
        letters.removeAll(due);
        for (Letter letter : due) {
            if (letter.said.version.isAfter(told)) {
                told = letter.said.version;
                staff.heard(letter.said);
                watch.hear(wave - 1, now, letter.said);
            }
        }
        due.stream()
                .map(Letter::said)
                .filter(said -> said.version.equals(told))
                .findFirst()
                .ifPresent(this::heardMarks);
        return due;
    }

    /** Of what arrives together the hub may see only the newest. */
    private void heardMarks(Shop said) {
        for (int i = 0; i < said.lines.size(); i++) {
            if (said.lines.get(i).sent) {
                staff.heardMark(said, i, unmarked[i], lastLeft[i]);
            } else {
                unmarked[i] = said.version;
                staff.heardUnmarked(i);
            }
        }
    }

    private Shop said() {
        Shop said = shop.copy();
        said.byHand = goods.byHand.clone();
        said.neverLeft = goods.neverLeft.clone();
        return said;
    }

    /** What went to warehouses too early or without need. */
    List<String> releasedWrongly() {
        return watch.faults();
    }

    /** What the warehouse says in this wave. */
    List<Depot.Mail> mail() {
        return depot.deliver(wave - 1);
    }

    /** Calls whose outcome the hub learns in this wave. */
    List<Made> outcomes() {
        if (!hears || made.isEmpty()) {
            return List.of();
        }
        List<Made> known = List.copyOf(made);
        made.clear();
        return known;
    }

    /** All lines there are. */
    int lines() {
        return shop.lines.size();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("shop " + shop + "\n  goods");
        for (int i = 0; i < lines(); i++) {
            Line line = shop.lines.get(i);
            text.append(" " + line.id + ": ours " + goods.ours[i] + ", by hand " + goods.byHand[i] + ", off "
                    + goods.off[i] + ", owed " + goods.owed(shop, i));
        }
        return text.append(" excuses ").append(goods.excuses).toString();
    }
}
