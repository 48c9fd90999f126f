package org.caravanserai.testing;

import java.time.Duration;

/**
 * A short day at one edge of the hub, over the wire, that needs every step of some route files. What is dear (broker,
 * database, web server, the other side) is started once; Camel is started anew for each play, with the routes of
 * {@link org.caravanserai.channel.RouteFiles#FOLDER}.
 */
public interface RoutePlay extends AutoCloseable {

    /**
     * Plays what concerns this route file, and throws when anything is not as it should be.
     *
     * @param file relative to the folder of routes, with slashes
     * @param patience how long to wait for what comes of itself
     */
    void play(String file, Duration patience) throws Exception;
}
