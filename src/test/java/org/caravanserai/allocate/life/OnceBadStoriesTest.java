package org.caravanserai.allocate.life;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.caravanserai.allocate.life.Step.Kind;
import org.junit.jupiter.api.Test;

/** Stories that once ended badly, as short as they could be made, each with what it is about. */
class OnceBadStoriesTest {

    private static final int LOST = Step.LOST;

    private static final List<Story> STORIES = List.of(
            // a refund is taken from what could go, not from what waits for the channel's second word
            story(Dialect.UNITS, 0, 15, step(Kind.HAND, 4, 0, 0), step(Kind.UNDO, 2, 0, 0), step(Kind.REFUND, 4, 0, 0))
                    .buying(4),
            // what left is what is too many, not what the warehouse gives back of another line
            story(Dialect.LINE, 1, 7, step(Kind.HAND, 0, 0, 4), step(Kind.RELEASE, 5, 0, 0), step(Kind.SHIP, 2, 5, 3))
                    .buying(4, 2),
            // a parcel of unknown content is deleted while its warehouse is asked for the group
            story(
                            Dialect.ORDER_PARCELS,
                            1,
                            7,
                            step(Kind.HAND, 5, 5, LOST),
                            step(Kind.HAND, 3, 10, 4),
                            step(Kind.UNDO, 2, 0, 4))
                    .buying(3, 1),
            // the warehouse keeps what was asked for as the order was held; meanwhile it may ship, but less of it
            story(
                            Dialect.ORDER,
                            0,
                            8,
                            step(Kind.HOLD, 4, 0, 4),
                            step(Kind.RELEASE, 2, 0, 0),
                            step(Kind.CANCEL, 5, 0, LOST),
                            step(Kind.REVIVE, 1, 0, LOST),
                            step(Kind.RELEASE, 5, 0, 0),
                            step(Kind.LESS, 0, 0, 0))
                    .buying(4),
            // a recalled group leaves while nobody knows whether a parcel of the shop holds the same
            story(
                            Dialect.ORDER_PARCELS,
                            0,
                            3,
                            step(Kind.NOTHING, 1, 0, 0),
                            step(Kind.RELEASE, 4, 0, 0),
                            step(Kind.HAND, 2, 5, 0),
                            step(Kind.HAND, 5, 0, 0),
                            step(Kind.UNDO, 4, 0, 0),
                            step(Kind.SHIP, 0, 0, 0),
                            step(Kind.REDO, 0, 0, 0))
                    .buying(3, 2),
            // staff sends what was added and marks the order; only then does our call mark it too
            story(
                            Dialect.ORDER,
                            1,
                            6,
                            step(Kind.MORE, 0, 0, LOST),
                            step(Kind.RELEASE, 1, 0, 0),
                            step(Kind.SHIP, 4, 0, 2),
                            step(Kind.HAND, 3, 0, 2))
                    .buying(3, 1),
            // two refunds, the second of what had left when nobody had heard of that
            story(
                            Dialect.ORDER,
                            1,
                            12,
                            step(Kind.REFUND, 0, 0, 2),
                            step(Kind.RELEASE, 4, 0, 0),
                            step(Kind.NOTHING, 1, 0, 0),
                            step(Kind.SHIP, 4, 0, 2),
                            step(Kind.REFUND, 5, 0, 0))
                    .buying(4),
            // the shop sends a parcel of unknown content although all has left
            story(
                            Dialect.ORDER_PARCELS,
                            1,
                            8,
                            step(Kind.HAND, 3, 4, 0),
                            step(Kind.RELEASE, 5, 0, 0),
                            step(Kind.SHIP, 2, 0, 0),
                            step(Kind.HAND, 1, 5, 0))
                    .buying(2, 4),
            // a mark and a cancellation nobody heard of, and a parcel that left meanwhile
            story(
                            Dialect.ORDER_PARCELS,
                            1,
                            11,
                            step(Kind.HAND, 3, 0, LOST),
                            step(Kind.DELETE, 2, 0, LOST),
                            step(Kind.RELEASE, 0, 0, 0),
                            step(Kind.SHIP, 5, 9, 0))
                    .buying(3, 4),
            // a mark that nobody heard of before the order was cancelled, where both are the one status
            story(
                            Dialect.WOOCOMMERCE,
                            1,
                            13,
                            step(Kind.RELEASE, 2, 0, 0),
                            step(Kind.HAND, 2, 0, LOST),
                            step(Kind.SHIP, 0, 2, 0),
                            step(Kind.DELETE, 0, 0, 0))
                    .buying(1, 3),
            // a mark that went and came back, which nobody heard of
            story(
                            Dialect.LINE,
                            0,
                            3,
                            step(Kind.HAND, 4, 0, 0),
                            step(Kind.REFUND, 5, 0, 0),
                            step(Kind.UNDO, 1, 0, LOST),
                            step(Kind.REDO, 0, 0, 0))
                    .buying(3),
            // a mark that came back unheard before our call set it
            story(
                            Dialect.LINE_PARCELS,
                            0,
                            11,
                            step(Kind.RELEASE, 0, 0, 0),
                            step(Kind.RELEASE, 3, 0, 0),
                            step(Kind.HAND, 0, 0, 0),
                            step(Kind.UNDO, 4, 0, 0),
                            step(Kind.REDO, 4, 0, LOST),
                            step(Kind.SHIP, 5, 0, 0))
                    .buying(1));

    /** A story without what was bought. */
    private record Plot(Dialect dialect, int shelves, int grants, List<Step> steps) {

        Story buying(Integer... units) {
            return new Story(0, dialect, List.of(units), shelves, true, grants, true, steps);
        }
    }

    private static Plot story(Dialect dialect, int shelves, int grants, Step... steps) {
        return new Plot(dialect, shelves, grants, List.of(steps));
    }

    private static Step step(Kind kind, int a, int b, int delay) {
        return new Step(kind, a, b, delay);
    }

    @Test
    void theyEndWell() {
        try (Play play = new Play()) {
            assertThat(play.play(STORIES))
                    .allSatisfy(ending -> assertThat(ending.faults())
                            .as(ending.story() + "\n" + ending.scene())
                            .isEmpty());
            play.checkBooks();
        }
    }
}
