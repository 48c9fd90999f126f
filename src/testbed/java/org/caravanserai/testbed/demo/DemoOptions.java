package org.caravanserai.testbed.demo;

import java.nio.file.Path;
import java.util.List;

/**
 * What to play.
 *
 * @param directory where everything the demo writes goes; emptied at the start
 * @param orders how many orders are placed
 * @param seconds over how many seconds
 * @param faults whether events are lost, doubled and shuffled, and calls fail
 * @param wrong a deliberately wrong hub, or null
 * @param seed of all dice
 * @param timeFactor how much faster all schedules run, of hub, channels and warehouse alike
 */
public record DemoOptions(
        Path directory,
        int orders,
        int seconds,
        boolean faults,
        WrongHub wrong,
        long seed,
        double timeFactor,
        List<String> channels) {}
