package org.caravanserai.testing;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A part of what a test could look at, drawn anew at each run, so that many runs see everything and one run is short. The
 * seed is printed; {@code -Dcaravanserai.test.seed=<it>} draws the same part again.
 */
public final class Sample {

    private static final Logger LOG = LoggerFactory.getLogger(Sample.class);

    private Sample() {}

    /**
     * One of every {@code n} neighbours.
     *
     * @param what what is drawn from, for the log
     * @param all everything there is, in an order that does not change
     * @param n how many neighbours stand for one that is looked at; 1 takes all
     * @return what is looked at, in the order of {@code all}
     */
    public static <T> Stream<T> oneOfEvery(int n, String what, List<T> all) {
        long seed = Long.getLong("caravanserai.test.seed", System.nanoTime());
        Random random = new Random(seed);
        LOG.info(
                "of {} {} one of every {} is looked at, drawn by -Dcaravanserai.test.seed={}",
                all.size(),
                what,
                n,
                seed);
        return IntStream.iterate(0, i -> i < all.size(), i -> i + n)
                .mapToObj(i -> all.get(i + random.nextInt(Math.min(n, all.size() - i))));
    }
}
