package org.caravanserai.allocate.life;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.caravanserai.allocate.life.Goods.Excuse;
import org.caravanserai.allocate.life.Shop.Status;

/**
 * Watches what goes to warehouses while a story is played: never more than was owed by what the hub had been told until then,
 * nothing of an order that may not ship, and nothing that staff had said to have sent a short while ago.
 */
final class ReleaseWatch {

    private static final Duration REGROW = Duration.ofMinutes(15);

    /** What the shop said and when the hub heard it. */
    private record Heard(int wave, Instant at, Shop said) {

        /** Units that staff had sent by then, those included that turned out later not to have been sent when they were off. */
        int byHand(int line, Shop newest) {
            return Math.max(0, said.byHand[line] + said.neverLeft[line] - newest.neverLeft[line]);
        }
    }

    private final Goods goods;
    private final List<Heard> heard = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private HubView before = new HubView();

    ReleaseWatch(Goods goods) {
        this.goods = goods;
    }

    /** The hub hears this, and has heard nothing newer. */
    void hear(int wave, Instant at, Shop said) {
        heard.add(new Heard(wave, at, said));
    }

    /** The tables at the beginning of a wave. */
    void look(int wave, Instant now, HubView hub) {
        for (int line = 0; line < Shop.LINES; line++) {
            int claimed = claimed(hub, line);
            if (claimed > claimed(before, line)) {
                int of = line;
                int most = IntStream.of(wave - 1, wave - 2)
                        .map(at -> allowed(at, now, of))
                        .max()
                        .orElse(0);
                if (claimed > most && !goods.excuses.contains(Excuse.KEPT)) {
                    faults.add("wave " + wave + ": line " + (line + 1) + ": " + claimed
                            + " sent or at warehouses, only " + most + " could be");
                }
            }
        }
        before = hub;
    }

    List<String> faults() {
        return faults;
    }

    private static int claimed(HubView hub, int line) {
        return hub.groups.stream()
                .filter(group -> group.lines().containsKey(line))
                .mapToInt(group -> group.atWarehouse()
                        ? group.lines().get(line).quantity()
                        : group.lines().get(line).shipped())
                .sum();
    }

    private int allowed(int wave, Instant now, int line) {
        List<Heard> known = heard.stream().filter(one -> one.wave <= wave).toList();
        if (known.isEmpty()) {
            return 0;
        }
        Shop said = known.get(known.size() - 1).said;
        if (said.lines.size() <= line || said.status != Status.OPEN) {
            return goods.ours[line];
        }
        int byHand = 0;
        for (int i = 0; i < known.size(); i++) {
            boolean lately =
                    i == known.size() - 1 || known.get(i + 1).at.plus(REGROW).isAfter(now);
            byHand = lately ? Math.max(byHand, known.get(i).byHand(line, said)) : byHand;
            // what is taken back of a cancelled order is not to be sent again by then: nothing remembers it
            byHand = known.get(i).said.alive() ? byHand : 0;
        }
        Shop.Line one = said.lines.get(line);
        int off = said.dialect.blurred() ? goods.excuses.contains(Excuse.BLURRED) ? 0 : one.unclear : one.off;
        return Math.max(goods.ours[line], one.ordered - off - byHand);
    }
}
