package org.caravanserai.allocate.life;

import java.util.ArrayList;
import java.util.List;

/** Looks for a shorter story that ends as badly: fewer steps, then steps that are not late and mean less. */
final class Shrinker {

    private static final int MOST_ROUNDS = 30;

    private final Play play;

    Shrinker(Play play) {
        this.play = play;
    }

    Play.Ending shrink(Play.Ending bad) {
        Play.Ending best = bad;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            Play.Ending next = play.play(smaller(best.story())).stream()
                    .filter(one -> !one.faults().isEmpty())
                    .findFirst()
                    .orElse(null);
            if (next == null) {
                return best;
            }
            best = next;
        }
        return best;
    }

    /** The boldest first. */
    private static List<Story> smaller(Story story) {
        List<Story> candidates = new ArrayList<>();
        List<Step> steps = story.steps();
        for (int size = steps.size() / 2; size > 0; size /= 2) {
            for (int from = 0; from + size <= steps.size(); from += size) {
                List<Step> fewer = new ArrayList<>(steps);
                fewer.subList(from, from + size).clear();
                candidates.add(story.with(fewer));
            }
        }
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            if (step.delay() != 0) {
                candidates.add(replaced(story, i, new Step(step.kind(), step.a(), step.b(), 0)));
            }
            if (step.b() > 0) {
                candidates.add(replaced(story, i, new Step(step.kind(), step.a(), 0, step.delay())));
            }
        }
        return candidates;
    }

    private static Story replaced(Story story, int index, Step step) {
        List<Step> steps = new ArrayList<>(story.steps());
        steps.set(index, step);
        return story.with(steps);
    }
}
