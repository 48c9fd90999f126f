package org.caravanserai.sourcing;

import java.util.List;

/**
 * What one location is to ship.
 *
 * @param location its code
 * @param units of which lines; together with what is missing the allocations of a decision hold exactly the demand
 */
public record Allocation(String location, List<Demand> units) {}
