/**
 * A model of the life of one order: what a shop, its staff, a warehouse and a network can do to it, told as random stories,
 * played on the hub, and judged by what the model itself knows of every unit. It shares no code with the hub's arithmetic.
 */
package org.caravanserai.allocate.life;
