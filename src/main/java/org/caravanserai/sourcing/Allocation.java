package org.caravanserai.sourcing;

import java.util.List;

/** What one location is to ship. */
public record Allocation(String location, List<Demand> units) {}
