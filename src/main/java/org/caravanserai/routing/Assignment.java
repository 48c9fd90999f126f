package org.caravanserai.routing;

import java.util.List;

/** What one location is to ship. */
public record Assignment(String location, List<Demand> units) {
}
