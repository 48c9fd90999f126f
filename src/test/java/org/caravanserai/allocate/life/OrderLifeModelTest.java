package org.caravanserai.allocate.life;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random stories of one order, told by {@link StoryTeller}: whatever happens and in whatever order the hub hears of it, in the
 * end it means to send what is really owed, or says that it cannot know. A story that ends badly is shortened and printed with
 * its seed; {@code -Dcaravanserai.life.seed=N,...} plays those alone.
 */
class OrderLifeModelTest {

    private static final int AT_ONCE = 500;
    private static final int SHOWN = Integer.getInteger("caravanserai.life.shown", 3);
    private static final long FIRST = Long.getLong("caravanserai.life.first", 1);
    private static final long STORIES = Long.getLong("caravanserai.life.stories", 500);

    @Test
    void inTheEndTheHubMeansToSendWhatIsOwed() {
        String seeds = System.getProperty("caravanserai.life.seed", "");
        judge(
                !seeds.isEmpty()
                        ? Stream.of(seeds.split(",")).mapToLong(Long::parseLong).toArray()
                        : LongStream.range(FIRST, FIRST + STORIES).toArray());
    }

    @Test
    @Tag("deep")
    void andInFiftyThousandOtherStories() {
        judge(LongStream.range(1_000_000, 1_050_000).toArray());
    }

    private static void judge(long[] seeds) {
        long start = System.nanoTime();
        Map<Dialect, int[]> tally = new EnumMap<>(Dialect.class);
        List<Play.Ending> bad = new ArrayList<>();
        try (Play play = new Play()) {
            for (int from = 0; from < seeds.length && bad.size() < SHOWN; from += AT_ONCE) {
                List<Story> stories = LongStream.of(seeds)
                        .skip(from)
                        .limit(AT_ONCE)
                        .mapToObj(StoryTeller::tell)
                        .toList();
                for (Play.Ending ending : play.play(stories)) {
                    int[] counts = tally.computeIfAbsent(ending.story().dialect(), key -> new int[3]);
                    counts[0]++;
                    counts[1] += ending.alarms() > 0 ? 1 : 0;
                    counts[2] += ending.faults().isEmpty() ? 0 : 1;
                    if (!ending.faults().isEmpty()) {
                        bad.add(ending);
                    }
                }
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            tally.forEach((dialect, counts) -> System.out.printf(
                    "%-14s %5d stories, %4d with a case, %4d end badly%n", dialect, counts[0], counts[1], counts[2]));
            System.out.printf(
                    "%d stories in %d waves and %.1f s, %.0f a second%n",
                    seeds.length, play.waves(), seconds, seeds.length / seconds);
            report(play, bad);
            play.checkBooks();
        }
    }

    private static void report(Play play, List<Play.Ending> bad) {
        List<String> shown = new ArrayList<>();
        for (Play.Ending ending : bad.subList(0, Math.min(SHOWN, bad.size()))) {
            Play.Ending small = new Shrinker(play).shrink(ending);
            shown.add("\n" + small.story() + "\n  " + String.join("\n  ", small.faults()) + "\n  " + small.scene());
        }
        assertThat(shown).as(bad.size() + " stories end badly").isEmpty();
    }
}
