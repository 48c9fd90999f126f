package org.caravanserai.allocate.life;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.caravanserai.allocate.life.Step.Kind;

/** Makes a story of a number, the same one always. */
final class StoryTeller {

    /** Kinds as often as they are worth it. */
    private static final Kind[] KINDS = {
        Kind.PAY,
        Kind.HOLD,
        Kind.MORE,
        Kind.LESS,
        Kind.LESS,
        Kind.REFUND,
        Kind.REFUND,
        Kind.HAND,
        Kind.HAND,
        Kind.HAND,
        Kind.UNDO,
        Kind.REDO,
        Kind.UNDO_OURS,
        Kind.CANCEL,
        Kind.REVIVE,
        Kind.REVIVE,
        Kind.DELETE,
        Kind.RELEASE,
        Kind.RELEASE,
        Kind.RELEASE,
        Kind.SHIP,
        Kind.SHIP,
        Kind.SHIP,
        Kind.THIRD_TELLS,
        Kind.CALL,
        Kind.CALL,
        Kind.CALL,
        Kind.OUTCOME,
        Kind.OUTCOME,
        Kind.ANSWER,
        Kind.ANSWER,
        Kind.POLL,
        Kind.NOTHING
    };

    /** What often happens one after the other. */
    private static final Kind[][] PLOTS = {
        {Kind.HAND, Kind.NOTHING, Kind.UNDO, Kind.NOTHING, Kind.RELEASE, Kind.SHIP, Kind.REDO},
        {Kind.RELEASE, Kind.HAND, Kind.UNDO, Kind.ANSWER, Kind.NOTHING, Kind.RELEASE, Kind.REDO},
        {Kind.RELEASE, Kind.NOTHING, Kind.SHIP, Kind.THIRD_TELLS, Kind.CALL, Kind.OUTCOME},
        {
            Kind.RELEASE,
            Kind.NOTHING,
            Kind.SHIP,
            Kind.NOTHING,
            Kind.CALL,
            Kind.POLL,
            Kind.HAND,
            Kind.OUTCOME,
            Kind.RELEASE
        },
        {Kind.RELEASE, Kind.CANCEL, Kind.REVIVE, Kind.ANSWER, Kind.NOTHING, Kind.RELEASE},
        {Kind.RELEASE, Kind.NOTHING, Kind.SHIP, Kind.NOTHING, Kind.REFUND, Kind.REFUND},
        {Kind.HAND, Kind.REFUND, Kind.REFUND, Kind.POLL},
        {Kind.REFUND, Kind.RELEASE, Kind.NOTHING, Kind.SHIP, Kind.REFUND, Kind.CALL},
        {Kind.RELEASE, Kind.NOTHING, Kind.SHIP, Kind.NOTHING, Kind.CALL, Kind.OUTCOME, Kind.UNDO_OURS, Kind.MORE}
    };

    /** What is told in some of the stories, in the middle of the rest. */
    private static final Kind[][] ASIDES = {
        {Kind.TAKE},
        {Kind.TAKE, Kind.CALL, Kind.OUTCOME},
        {Kind.TAKE, Kind.MORE, Kind.CALL, Kind.OUTCOME},
        {Kind.CALL, Kind.LOSE_ANSWER},
        {Kind.RELEASE, Kind.SHIP, Kind.NOTHING, Kind.TAKE, Kind.CALL, Kind.LOSE_ANSWER}
    };

    private StoryTeller() {}

    private static Step step(Random random, Kind kind) {
        return new Step(kind, random.nextInt(6), random.nextInt(12), delay(random));
    }

    private static void plot(Random random, List<Step> steps) {
        for (Kind kind : PLOTS[random.nextInt(PLOTS.length)]) {
            steps.add(step(random, kind));
        }
    }

    static Story tell(long seed) {
        Random random = new Random(seed * 0x9E3779B97F4A7C15L + 1);
        random.nextInt();
        Dialect dialect = Dialect.values()[random.nextInt(Dialect.values().length)];
        List<Integer> bought = new ArrayList<>();
        int lines = 1 + random.nextInt(2);
        for (int i = 0; i < lines; i++) {
            bought.add(1 + random.nextInt(4));
        }
        List<Step> steps = new ArrayList<>();
        int length = 2 + random.nextInt(12);
        while (steps.size() < length) {
            if (random.nextInt(6) == 0) {
                plot(random, steps);
            } else {
                steps.add(step(random, KINDS[random.nextInt(KINDS.length)]));
            }
        }
        aside(new Random(seed + 1), steps);
        int shelf = random.nextInt(8);
        return new Story(
                seed,
                dialect,
                List.copyOf(bought),
                shelf == 0 ? 2 : shelf % 2,
                random.nextInt(6) > 0,
                random.nextInt(16),
                random.nextInt(4) > 0,
                List.copyOf(steps));
    }

    private static void aside(Random random, List<Step> steps) {
        random.nextInt();
        if (random.nextInt(3) == 0) {
            int at = random.nextInt(steps.size());
            for (Kind kind : ASIDES[random.nextInt(ASIDES.length)]) {
                steps.add(at++, step(random, kind));
            }
        }
    }

    /** Most arrive at once; some late, behind others; some never. */
    private static int delay(Random random) {
        int dice = random.nextInt(10);
        return dice < 5 ? 0 : dice < 8 ? 1 + random.nextInt(4) : Step.LOST;
    }
}
