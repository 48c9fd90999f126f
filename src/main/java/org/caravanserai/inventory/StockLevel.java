package org.caravanserai.inventory;

/** Units of a stock row in the database. */
public record StockLevel(int onHand, int reserved) {}
