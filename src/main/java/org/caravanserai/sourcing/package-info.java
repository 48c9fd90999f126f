/** Who ships: candidates, their ranking, splits, and why each other one was not taken. Pure functions of what they are given. */
package org.caravanserai.sourcing;
